import fc from 'fast-check'
import { percent } from '../../../server/adapters/files/reportTables'
import { collectionReport } from '../../../server/domain/report/collection'
import { balance, chart, flow } from '../../support/flows'

describe('the collection rate', () => {
  const bills = [
    { estate: '甲', households: 3, billedFen: 300_000, appliedFen: 300_000 },
    { estate: '乙', households: 2, billedFen: 150_000, appliedFen: 99_999 },
  ]
  const since = (debitAccount: string, creditAccount: string, amountFen: number, event = 'payment-applied') => ({
    estate: '甲',
    event,
    debitAccount,
    creditAccount,
    amountFen,
    households: 1,
  })

  test('is what was collected of what was charged, rounded down, the lowest first', () => {
    const { rows, totals } = collectionReport(bills, [], chart)
    expect(rows).toEqual([
      {
        estate: '乙',
        households: 2,
        billedFen: 150_000,
        collectedFen: 99_999,
        remainingFen: 50_001,
        // 66.6660 %: never up to a rate that was not reached.
        rateBasisPoints: 6666,
      },
      {
        estate: '甲',
        households: 3,
        billedFen: 300_000,
        collectedFen: 300_000,
        remainingFen: 0,
        rateBasisPoints: 10_000,
      },
    ])
    expect(totals).toMatchObject({ households: 5, billedFen: 450_000, collectedFen: 399_999, rateBasisPoints: 8888 })
    expect([percent(6666), percent(10_000), percent(5), percent(null)]).toEqual(['66.66%', '100.00%', '0.05%', null])
  })

  test('on an earlier day what came after it is taken back: bills, corrections, payments, refunds', () => {
    const { rows } = collectionReport(
      bills.slice(0, 1),
      [
        since('receivable', 'deferred-income', 100_000, 'bill-opened'),
        since('deferred-income', 'receivable', 20_000, 'bill-changed'),
        since('clearing:wechat', 'receivable', 150_000),
        since('receivable', 'refunds-payable', 30_000, 'refund-requested'),
      ],
      chart,
    )
    expect(rows).toEqual([
      {
        estate: '甲',
        households: 2,
        billedFen: 220_000,
        collectedFen: 180_000,
        remainingFen: 40_000,
        rateBasisPoints: 8181,
      },
    ])
  })

  test('what remains was the balance of the receivables, whatever was posted since', () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 40 }), (flows) => {
        const posted = flows.map((one) => ({ ...one, estate: '甲', event: 'reversal', households: 1 }))
        const { totals } = collectionReport(bills, posted, chart)
        expect(totals.remainingFen).toBe(50_001 - balance(flows, 'receivable'))
      }),
    )
  })
})
