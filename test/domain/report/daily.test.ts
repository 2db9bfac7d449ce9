import fc from 'fast-check'
import { sourceNames } from '../../../server/domain/payment/payment'
import { dailyReport } from '../../../server/domain/report/daily'
import { balance, chart, flow } from '../../support/flows'

describe('the daily report', () => {
  test('takes each fen of the clearing accounts once: come, back, kept, written off, settled', () => {
    const on = { date: '2026-11-21' }
    const { rows, totals } = dailyReport(
      [
        { ...on, debitAccount: 'clearing:wechat', creditAccount: 'receivable', amountFen: 100_000 },
        { ...on, debitAccount: 'clearing:wechat', creditAccount: 'suspense', amountFen: 500 },
        { ...on, debitAccount: 'refunds-payable', creditAccount: 'clearing:wechat', amountFen: 20_000 },
        { ...on, debitAccount: 'channel-fees', creditAccount: 'clearing:wechat', amountFen: 300 },
        { ...on, debitAccount: 'clearing:wechat', creditAccount: 'channel-fees', amountFen: 60 },
        { ...on, debitAccount: 'cash-differences', creditAccount: 'clearing:wechat', amountFen: 1 },
        { ...on, debitAccount: 'bank', creditAccount: 'clearing:wechat', amountFen: 80_000 },
      ],
      [
        { ...on, account: 'clearing:wechat', payments: 3, refunds: 0 },
        { ...on, account: 'clearing:wechat', payments: 0, refunds: 2 },
      ],
      chart,
      sourceNames(() => undefined),
    )
    const figures = {
      payments: 3,
      paidFen: 100_500,
      refunds: 2,
      refundedFen: 20_000,
      feesFen: 240,
      adjustedFen: -1,
      netFen: 80_259,
      settledFen: 80_000,
      suspendedFen: 500,
    }
    expect(rows).toEqual([{ date: '2026-11-21', channel: 'wechat', channelName: '微信支付', ...figures }])
    expect(totals).toEqual(figures)
  })

  test('net − settled is what the clearing accounts gained, whatever was posted', () => {
    const dated = fc.tuple(flow, fc.constantFrom('2026-11-20', '2026-11-21')).map(([one, date]) => ({
      ...one,
      date,
    }))
    fc.assert(
      fc.property(fc.array(dated, { maxLength: 40 }), (flows) => {
        const { totals, rows } = dailyReport(flows, [], chart, (source) => source)
        expect(totals.netFen - totals.settledFen).toBe(balance(flows, 'clearing:'))
        expect(totals.netFen).toBe(totals.paidFen - totals.refundedFen - totals.feesFen + totals.adjustedFen)
        for (const row of rows) {
          const own = flows.filter(({ date }) => date === row.date)
          expect(row.netFen - row.settledFen).toBe(balance(own, `clearing:${row.channel}`))
        }
      }),
    )
  })
})
