import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { approvals } from './shapes/approvals'
import { loginFailures, staff, staffSessions } from './shapes/staff'

/** The staff realm, and deeds that need a second person. */
export class KeepStaffAndApprovals1700000000004 implements MigrationInterface {
  name = 'KeepStaffAndApprovals1700000000004'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of [staff, staffSessions, loginFailures, approvals]) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of [approvals, loginFailures, staffSessions, staff]) await runner.dropTable(shape.name)
  }
}
