import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import * as gasSubsidies from './shapes/gasSubsidies'

/** Subsidies of gas-heated homes that were granted, and those that were collected at a counter. */
export class KeepGasSubsidies1700000000013 implements MigrationInterface {
  name = 'KeepGasSubsidies1700000000013'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(gasSubsidies)) {
      await createTable(runner, shape)
      await refuseChanges(runner, shape.name)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(gasSubsidies).reverse()) await runner.dropTable(shape.name)
  }
}
