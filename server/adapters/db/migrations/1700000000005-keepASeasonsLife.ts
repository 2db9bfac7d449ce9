import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import * as season from './shapes/season'

/** What happens in a household's season beside paying: applications, and records that are added and never changed. */
export class KeepASeasonsLife1700000000005 implements MigrationInterface {
  name = 'KeepASeasonsLife1700000000005'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(season)) await createTable(runner, shape)
    for (const shape of Object.values(season)) {
      if (shape !== season.applications) await refuseChanges(runner, shape.name)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(season).reverse()) await runner.dropTable(shape.name)
  }
}
