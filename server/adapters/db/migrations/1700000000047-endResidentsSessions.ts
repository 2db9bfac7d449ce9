import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { residentSessions } from './shapes/residentSessions'

/** A resident's sessions can be ended before their time. */
export class EndResidentsSessions1700000000047 implements MigrationInterface {
  name = 'EndResidentsSessions1700000000047'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, residentSessions)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(residentSessions.name)
  }
}
