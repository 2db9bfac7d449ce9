import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, key, nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf } from './alterTable'

export const transits: TableLayout = {
  name: 'transits',
  columns: {
    id: key(word(26)),
    company: word(32),
    party: word(32),
    direction: word(6),
    reference: word(64),
    otherReference: word(64),
    bundle: word(26),
    amountFen: amount,
    netFen: amount,
    sentOn: word(10),
    evidenceId: word(26),
    arrivalId: nullable(word(26)),
    overdueOn: nullable(word(10)),
    missedIn: nullable(word(32)),
    waitsUntil: nullable(word(10)),
  },
  uniques: [['company', 'party', 'reference']],
  indices: [['company', 'arrivalId', 'sentOn'], ['arrivalId']],
}

/** Until which day people wait for money that our account has missed. */
export class WaitForMissingMoney1700000000022 implements MigrationInterface {
  name = 'WaitForMissingMoney1700000000022'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, transits, 'waitsUntil')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(transits.name, 'waits_until')
  }
}
