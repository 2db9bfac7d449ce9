import type { MigrationInterface, QueryRunner } from 'typeorm'
import { json, nullable } from '../columns'
import { addColumn } from './addColumn'

/** What a company registers of a household besides the columns that all have: other areas, parts, categories, factors, devices. */
export class KeepParticulars1700000000043 implements MigrationInterface {
  name = 'KeepParticulars1700000000043'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'households', 'particulars', nullable(json))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('households', 'particulars')
  }
}
