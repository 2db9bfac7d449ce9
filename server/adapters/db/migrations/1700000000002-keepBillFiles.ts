import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import * as reconciliation from './shapes/reconciliation'

/** Refunds, the files of channels and banks, and what reconciling them has brought. */
export class KeepBillFiles1700000000002 implements MigrationInterface {
  name = 'KeepBillFiles1700000000002'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(reconciliation)) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(reconciliation)) await runner.dropTable(shape.name)
  }
}
