import type { MigrationInterface, QueryRunner } from 'typeorm'
import { approvals } from '../entities/approvals'
import { loginFailures, staff, staffSessions } from '../entities/staff'
import { createTable } from './createTable'

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
