import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import * as bankMatching from './shapes/settling'

/** What channels keep back as fees, what they send to our account, what the account's bank says, and which is which. */
export class KeepArrivals1700000000011 implements MigrationInterface {
  name = 'KeepArrivals1700000000011'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(bankMatching)) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of Object.values(bankMatching).reverse()) await runner.dropTable(shape.name)
  }
}
