import fc from 'fast-check'
import { USES } from '../../../contract/words'
import { taxReport } from '../../../server/domain/report/tax'
import { USE_LABELS } from '../../../server/domain/rulebook/labels'
import { balance, chart, flow } from '../../support/flows'
import { fiveCompanies } from '../../support/ports'

const rulebook = fiveCompanies().get('lanzhou') ?? raise()

function raise(): never {
  throw new Error('no rulebook of lanzhou')
}

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
        useNames: USE_LABELS,
      },
      rulebook,
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

  test('more given back than collected: the tax has its sign; after the notice’s last season none', () => {
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
        const { totals } = taxReport({ flows, invoiced: [], useNames: USE_LABELS }, rulebook, chart)
        expect(totals.netFen + totals.taxFen).toBe(totals.collectedFen + totals.lateFeeFen)
        expect(totals.billedFen - totals.collectedFen).toBe(balance(flows, 'receivable'))
        expect(totals.lateFeeFen).toBe(0 - balance(flows, 'late-fee-income'))
      }),
    )
  })
})
