import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import * as messages from './shapes/messages'

/** What residents agree to be told, and what they were told. */
export class KeepMessages1700000000008 implements MigrationInterface {
  name = 'KeepMessages1700000000008'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(messages)) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(messages)) await runner.dropTable(shape.name)
  }
}
