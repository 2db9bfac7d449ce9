import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import { installation } from './shapes/installation'

/** Whether a database is a sandbox's or production's. Which of the two an older one is, its next start says (db/identity.ts). */
export class KeepIdentity1700000000018 implements MigrationInterface {
  name = 'KeepIdentity1700000000018'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, installation)
    await refuseChanges(runner, installation.name)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(installation.name)
  }
}
