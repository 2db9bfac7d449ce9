import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, key, moment, nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumn } from './addColumn'
import { addColumnOf, addIndex, dropIndex } from './alterTable'

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
    payerCode: nullable(word(32)),
    movedTo: nullable(word(26)),
  },
  uniques: [['company', 'source', 'transactionId']],
  indices: [['orderNo'], ['householdId'], ['company', 'source', 'paidOn']],
}

const filed = { tradeFiledOn: nullable(word(10)), fundFlowFiledOn: nullable(word(10)) }

const refunds: TableLayout = { name: 'refunds', columns: filed }

/**
 * Under which user code a bank's file has a payment, and which payment took the place of one whose code its bank has corrected; and
 * in which day's files a refund stands.
 */
export class FollowFiles1700000000028 implements MigrationInterface {
  name = 'FollowFiles1700000000028'

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, column] of Object.entries(filed)) {
      await addColumn(runner, 'refunds', name, column)
      await addIndex(runner, refunds, ['company', 'source', name])
    }
    await addColumn(runner, 'refunds', 'returnedBy', nullable(word(80)))
    // A refund whose first day was compared was found there, or is a difference of it; the next comparison says which.
    const compared = (bill: string) =>
      `EXISTS (SELECT 1 FROM reconciliations r WHERE r.company = refunds.company AND r.channel = refunds.source AND r.bill = '${bill}' AND r.date = refunds.accepted_on)`
    await runner.query(
      `UPDATE refunds SET trade_filed_on = accepted_on WHERE source = 'wechat' AND trade_filed_on IS NULL AND ${compared('trade')}`,
    )
    await runner.query(
      `UPDATE refunds SET fund_flow_filed_on = accepted_on WHERE source = 'wechat' AND fund_flow_filed_on IS NULL AND accepted_on = succeeded_on AND ${compared('fundflow')}`,
    )
    await addColumnOf(runner, payments, 'payerCode')
    await addColumnOf(runner, payments, 'movedTo')
    // What was booked before was booked for the household of its code; a code that nobody had was not kept.
    await runner.query(
      `UPDATE payments SET payer_code = (SELECT h.user_code FROM households h WHERE h.id = payments.household_id)
        WHERE source LIKE 'bank:%' AND payer_code IS NULL AND order_no IS NULL AND outcome = 'applied'`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(filed)) await dropIndex(runner, refunds, ['company', 'source', name])
    await runner.dropColumn('refunds', 'returned_by')
    await runner.dropColumn('refunds', 'fund_flow_filed_on')
    await runner.dropColumn('refunds', 'trade_filed_on')
    await runner.dropColumn(payments.name, 'moved_to')
    await runner.dropColumn(payments.name, 'payer_code')
  }
}
