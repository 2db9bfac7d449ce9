import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { invoiceTitles } from './shapes/invoiceTitles'

/** A resident's titles are kept, so that he need not type a tax number twice. */
export class KeepInvoiceTitles1700000000058 implements MigrationInterface {
  name = 'KeepInvoiceTitles1700000000058'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, invoiceTitles)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(invoiceTitles.name)
  }
}
