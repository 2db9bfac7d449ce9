import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addIndex, dropIndex } from './alterTable'
import { createTable } from './createTable'
import { householdWords } from './shapes/householdWords'

/** What is looked up by a number or an amount alone, whatever channel or account it is of. */
const LOOKED_UP: readonly [table: string, columns: string[]][] = [
  ['payments', ['company', 'transactionId']],
  ['payments', ['company', 'amountFen']],
  ['bank_entries', ['company', 'bankReference']],
  ['bank_entries', ['company', 'amountFen']],
  ['transfers', ['company', 'recordedAt']],
]

/** Households are found by hashed words, money by any number that somebody reads out. The words of those registered before are hashed at the first search. */
export class FindByAnyNumber1700000000033 implements MigrationInterface {
  name = 'FindByAnyNumber1700000000033'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, householdWords)
    for (const [name, columns] of LOOKED_UP) await addIndex(runner, { name, columns: {} }, columns)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of LOOKED_UP) await dropIndex(runner, { name, columns: {} }, columns)
    await runner.dropTable(householdWords.name)
  }
}
