import fc from 'fast-check'
import { AGE_BUCKETS } from '../../../contract/reportWords'
import { USES } from '../../../contract/words'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { percent } from '../../../server/adapters/files/reportTables'
import { loadInvoicePolicy } from '../../../server/adapters/invoices/loadPolicy'
import { ageingReport, ageOf } from '../../../server/domain/report/ageing'
import { collectionReport } from '../../../server/domain/report/collection'
import { dailyReport } from '../../../server/domain/report/daily'
import { taxReport } from '../../../server/domain/report/tax'
import { USE_LABELS } from '../../../server/domain/rulebook/labels'
import { PROJECT } from '../../support/ports'

const chart = loadAccounts(PROJECT)
const policy = loadInvoicePolicy(PROJECT)
const accounts = chart.map(({ id }) => id.replace('*', 'wechat')).concat('clearing:bank:icbc', 'clearing:alipay')
const flow = fc
  .record({
    debitAccount: fc.constantFrom(...accounts),
    creditAccount: fc.constantFrom(...accounts),
    amountFen: fc.integer({ min: 1, max: 10_000_000_000 }),
  })
  .filter(({ debitAccount, creditAccount }) => debitAccount !== creditAccount)

/** What an account has taken in of some flows. */
const balance = (flows: readonly { debitAccount: string; creditAccount: string; amountFen: number }[], of: string) =>
  flows.reduce(
    (sum, { debitAccount, creditAccount, amountFen }) =>
      sum + (debitAccount.startsWith(of) ? amountFen : 0) - (creditAccount.startsWith(of) ? amountFen : 0),
    0,
  )

describe('the daily report', () => {
  test('takes each fen of the clearing accounts once: what came, went back, was kept, written off and settled', () => {
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
        const { totals, rows } = dailyReport(flows, [], chart)
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

describe('the ageing of arrears', () => {
  test.each([
    ['2026-11-22', 'notDue'],
    ['2026-11-21', 'd30'],
    ['2026-10-23', 'd30'],
    ['2026-10-22', 'd60'],
    ['2026-09-23', 'd60'],
    ['2026-09-22', 'd90'],
    ['2026-08-24', 'd90'],
    ['2026-08-23', 'd180'],
    ['2026-05-26', 'd180'],
    ['2026-05-25', 'd365'],
    ['2025-11-22', 'd365'],
    ['2025-11-21', 'older'],
    ['2027-01-01', 'notDue'],
  ])('what was due on %s is %s on 2026-11-22', (dueOn, bucket) => {
    expect(ageOf(dueOn, '2026-11-22')).toBe(bucket)
  })

  test('a top-up has an age of its own; each season’s ages add up to what is owed of it', () => {
    const { rows, totals } = ageingReport(
      [
        {
          season: '2025-2026',
          dueOn: '2025-11-14',
          mainFen: 1_000,
          extraDueOn: '2026-06-30',
          extraFen: 200,
          households: 1,
        },
        { season: '2026-2027', dueOn: '2026-11-14', mainFen: 50, extraDueOn: null, extraFen: 0, households: 2 },
      ],
      '2026-11-22',
    )
    expect(rows.map(({ season, owedFen }) => [season, owedFen])).toEqual([
      ['2026-2027', 50],
      ['2025-2026', 1_200],
    ])
    expect(totals).toMatchObject({ households: 3, owedFen: 1_250, byAge: { d30: 50, d180: 200, older: 1_000 } })
    for (const row of [...rows, totals])
      expect(AGE_BUCKETS.reduce((sum, bucket) => sum + row.byAge[bucket], 0)).toBe(row.owedFen)
  })
})

describe('exempt and taxable', () => {
  const report = (amounts: { use: (typeof USES)[number]; collected: number; late?: number; season?: string }[]) =>
    taxReport(
      {
        flows: amounts.flatMap(({ use, collected, late = 0, season = '2026-2027' }) => [
          collected >= 0
            ? { season, use, debitAccount: 'clearing:wechat', creditAccount: 'receivable', amountFen: collected }
            : { season, use, debitAccount: 'receivable', creditAccount: 'refunds-payable', amountFen: 0 - collected },
          { season, use, debitAccount: 'clearing:wechat', creditAccount: 'late-fee-income', amountFen: late },
        ]),
        invoiced: [{ season: '2026-2027', use: 'office', amountFen: 109_00 }],
        province: '甘肃',
        useNames: USE_LABELS,
      },
      policy,
      chart,
    )

  test('homes are exempt, offices pay 9 %, late fees are taxed with the fee that they come with', () => {
    const { rows, byTreatment, totals } = report([
      { use: 'residential', collected: 100_000, late: 44 },
      { use: 'office', collected: 100_00, late: 9_00 },
    ])
    expect(rows).toMatchObject([
      { use: 'office', treatment: 'taxed', rate: '9%', netFen: 100_00, taxFen: 9_00, invoicedFen: 109_00 },
      { use: 'residential', treatment: 'exempt', rate: null, netFen: 100_044, taxFen: 0, lateFeeFen: 44 },
    ])
    expect(byTreatment).toMatchObject([
      { treatment: 'exempt', collectedFen: 100_000 },
      { treatment: 'taxed', collectedFen: 100_00, taxFen: 9_00 },
      { treatment: 'no-rule', collectedFen: 0 },
    ])
    expect(totals).toMatchObject({ collectedFen: 110_000, taxFen: 9_00, netFen: 110_044 })
  })

  test('more given back than collected: the tax has its sign; after the last season of the notice there is no rule', () => {
    const { rows } = report([
      { use: 'office', collected: -109_00 },
      { use: 'residential', collected: 5_00, season: '2028-2029' },
    ])
    expect(rows).toMatchObject([
      { season: '2028-2029', treatment: 'no-rule', netFen: 5_00, taxFen: 0, notice: null },
      { use: 'office', netFen: -100_00, taxFen: -9_00 },
    ])
  })

  test('net and tax are what was collected, to the fen, whatever was posted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(flow, fc.constantFrom(...USES)), { maxLength: 30 }), (given) => {
        const flows = given.map(([one, use]) => ({ ...one, use, season: '2026-2027' }))
        const { totals } = taxReport({ flows, invoiced: [], province: '甘肃', useNames: USE_LABELS }, policy, chart)
        expect(totals.netFen + totals.taxFen).toBe(totals.collectedFen + totals.lateFeeFen)
        expect(totals.billedFen - totals.collectedFen).toBe(balance(flows, 'receivable'))
        expect(totals.lateFeeFen).toBe(0 - balance(flows, 'late-fee-income'))
      }),
    )
  })
})
