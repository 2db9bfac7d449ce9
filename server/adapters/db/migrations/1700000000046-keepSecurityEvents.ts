import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { securityEvents } from './shapes/securityEvents'

/** What may be an attack: failed logins, refused permissions, wrong proofs, exports. */
export class KeepSecurityEvents1700000000046 implements MigrationInterface {
  name = 'KeepSecurityEvents1700000000046'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, securityEvents)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(securityEvents.name)
  }
}
