import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, key, moment, nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf } from './alterTable'

export const payments: TableLayout = {
  name: 'payments',
  columns: {
    id: key(word(26)),
    company: word(32),
    source: word(32),
    transactionId: word(64),
    orderNo: nullable(word(64)),
    householdId: nullable(word(26)),
    amountFen: amount,
    paidAt: moment,
    paidOn: word(10),
    outcome: word(10),
    refundedFen: amount,
    refundParts: count,
    recordedAt: moment,
    correctedFen: nullable(amount),
    filedOn: nullable(word(10)),
  },
  uniques: [['company', 'source', 'transactionId']],
  indices: [['orderNo'], ['householdId'], ['company', 'source', 'paidOn']],
}

/** In which clearing day's file a bank's payment stands, where that is not the day on which it was paid. */
export class KeepClearingDays1700000000023 implements MigrationInterface {
  name = 'KeepClearingDays1700000000023'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, payments, 'filedOn')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(payments.name, 'filed_on')
  }
}
