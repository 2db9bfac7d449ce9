import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf, addIndex, dropIndex } from './alterTable'

export const invoices: TableLayout = {
  name: 'invoices',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    orderNo: word(20),
    householdId: word(26),
    kind: word(4),
    nth: count,
    titleKind: word(10),
    titleName: sealed,
    taxNumber: nullable(word(20)),
    amountFen: amount,
    state: word(10),
    number: nullable(word(32)),
    fileName: nullable(word(100)),
    reason: nullable(text),
    askedAt: moment,
    issuedAt: nullable(moment),
    reverses: nullable(word(26)),
    refundNo: nullable(word(20)),
    refundApplicationId: nullable(word(26)),
  },
  uniques: [['orderNo', 'kind', 'nth'], ['company', 'number'], ['reverses'], ['refundNo']],
  indices: [['residentId', 'askedAt'], ['company', 'askedAt'], ['refundApplicationId']],
}

/** For which refund after a season an invoice was taken back (domain.md TS4). */
export class NoteSettlementsRedLetters1700000000017 implements MigrationInterface {
  name = 'NoteSettlementsRedLetters1700000000017'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, invoices, 'refundApplicationId')
    await addIndex(runner, invoices, ['refundApplicationId'])
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, invoices, ['refundApplicationId'])
    await runner.dropColumn(invoices.name, 'refund_application_id')
  }
}
