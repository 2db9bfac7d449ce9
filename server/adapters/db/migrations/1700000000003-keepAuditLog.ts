import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, json, key, moment, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { createTable, refuseChanges } from './createTable'

/** Deeds of staff and operators, chained by hashes; the database refuses to change or delete one. */
export const auditLog: TableLayout = {
  name: 'audit_log',
  columns: {
    id: key(word(26)),
    company: word(32),
    sequence: count,
    at: moment,
    actor: word(64),
    deed: word(32),
    subject: word(100),
    detail: json,
    previousHash: word(64),
    hash: word(64),
  },
  uniques: [['company', 'sequence']],
  indices: [['company', 'deed', 'sequence']],
}

/** Where each company's chain ends: the one row that everybody who appends has to change (M2). */
export const auditHeads: TableLayout = {
  name: 'audit_heads',
  columns: { company: key(word(32)), last: count, hash: word(64) },
}

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
