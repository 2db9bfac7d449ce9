import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { refundCards } from './shapes/refundCards'
import { requestCounts } from './shapes/requestCounts'
import { strayRefunds } from './shapes/strayRefunds'

const SHAPES = [refundCards, strayRefunds, requestCounts]

/** Cards that refunds go to, refunds that were made elsewhere, and counts of requests that all processes share. */
export class KeepRefundCards1700000000014 implements MigrationInterface {
  name = 'KeepRefundCards1700000000014'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of SHAPES) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of SHAPES) await runner.dropTable(shape.name)
  }
}
