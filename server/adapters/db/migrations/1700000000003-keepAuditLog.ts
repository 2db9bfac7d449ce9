import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import { auditHeads, auditLog } from './shapes/audit'

/** Deeds of staff and operators, in a chain that shows every later change. */
export class KeepAuditLog1700000000003 implements MigrationInterface {
  name = 'KeepAuditLog1700000000003'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, auditLog)
    await createTable(runner, auditHeads)
    await refuseChanges(runner, auditLog.name)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(auditHeads.name)
    await runner.dropTable(auditLog.name)
  }
}
