import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { signedReconciliations, statementBalances } from './shapes/accountBook'

/** What statements say our accounts held, and the reconciliations of their balances that two people have signed. */
export class KeepAccountBooks1700000000035 implements MigrationInterface {
  name = 'KeepAccountBooks1700000000035'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, statementBalances)
    await createTable(runner, signedReconciliations)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(signedReconciliations.name)
    await runner.dropTable(statementBalances.name)
  }
}
