import type { MigrationInterface, QueryRunner } from 'typeorm'
import { compareByteByByte, createTable, refuseChanges } from './createTable'
import * as money from './shapes/money'
import * as people from './shapes/people'
import * as work from './shapes/work'

/** The first schema: people, bills, orders, payments, the ledger and the work to be done. */
export class KeepMoneyAndPeople1700000000001 implements MigrationInterface {
  name = 'KeepMoneyAndPeople1700000000001'

  async up(runner: QueryRunner): Promise<void> {
    await compareByteByByte(runner)
    for (const shape of [...Object.values(people), ...Object.values(money), ...Object.values(work)]) {
      await createTable(runner, shape)
    }
    await refuseChanges(runner, 'transfers')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of [...Object.values(work), ...Object.values(money), ...Object.values(people)]) {
      await runner.dropTable(shape.name)
    }
  }
}
