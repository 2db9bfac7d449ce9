import type { TaxAnswer, TaxRow } from '../../../contract/consoleReports'
import { TAX_TREATMENT_NAMES, TAX_TREATMENTS } from '../../../contract/reportWords'
import type { Use } from '../../../contract/words'
import { taxOf } from '../invoice/tax'
import type { ChartOfAccounts } from '../ledger/accounts'
import type { Rulebook } from '../rulebook/rulebook'
import { accountFlows, type Flow, isCharge } from './daily'

type Figures = TaxAnswer['totals']
type Part = Pick<TaxRow, 'season' | 'use'> & Figures

const LATE_FEE = 'late-fee-income'

/**
 * What was charged and collected by use and season, with the tax in it as the company's rulebook says (formats.md 6.2). The tax is
 * calculated on what was collected, late fees included (价外费用), once a row; invoices round each for itself.
 */
export function taxReport(
  input: {
    flows: readonly (Flow & { season: string | null; use: Use | null })[]
    invoiced: readonly { season: string; use: Use; amountFen: number }[]
    useNames: Readonly<Record<Use, string>>
  },
  rulebook: Pick<Rulebook, 'seller' | 'taxRules' | 'uses'>,
  chart: ChartOfAccounts,
): Pick<TaxAnswer, 'rows' | 'byTreatment' | 'totals' | 'chart'> {
  const parts = new Map<string, Part>()
  const partOf = (season: string | null, use: Use | null): Part => {
    if (season === null || use === null) throw new Error('a fee without a season or a household')
    const part = parts.get(`${season} ${use}`) ?? { season, use, ...noFigures() }
    parts.set(`${season} ${use}`, part)
    return part
  }
  for (const flow of input.flows) {
    const part = partOf(flow.season, flow.use)
    for (const { counter, inFen } of accountFlows(flow, (account) => account === 'receivable')) {
      if (isCharge(chart, counter)) part.billedFen += inFen
      else part.collectedFen -= inFen
    }
    for (const { inFen } of accountFlows(flow, (account) => account === LATE_FEE)) part.lateFeeFen -= inFen
  }
  for (const { season, use, amountFen } of input.invoiced) partOf(season, use).invoicedFen += amountFen

  const rows = [...parts.values()]
    .map(
      (part): TaxRow => ({
        ...part,
        useName: input.useNames[part.use] ?? part.use,
        ...taxed(part, rulebook),
      }),
    )
    .sort((one, other) => compare(other.season, one.season) || compare(one.use, other.use))
  const byTreatment = TAX_TREATMENTS.map((treatment) => ({
    treatment,
    ...rows.filter((row) => row.treatment === treatment).reduce(added, noFigures()),
  }))
  return {
    rows,
    byTreatment,
    totals: rows.reduce(added, noFigures()),
    chart: rows.map(({ useName, treatment, collectedFen, lateFeeFen }) => ({
      label: useName,
      series: TAX_TREATMENT_NAMES[treatment],
      valueFen: collectedFen + lateFeeFen,
    })),
  }
}

/** More may have been given back than was collected in a time: then the tax is negative, the same amount with its sign. */
function taxed(
  { season, use, collectedFen, lateFeeFen }: Part,
  rulebook: Pick<Rulebook, 'seller' | 'taxRules' | 'uses'>,
): Pick<TaxRow, 'treatment' | 'rate' | 'notice' | 'netFen' | 'taxFen'> {
  const grossFen = collectedFen + lateFeeFen
  const sign = grossFen < 0 ? -1 : 1
  const tax = taxOf(rulebook, { use, season, amountFen: Math.abs(grossFen) })
  if (!tax) return { treatment: 'no-rule', rate: null, notice: null, netFen: grossFen, taxFen: 0 }
  const { notice } = tax
  if (tax.kind === 'exempt') return { treatment: 'exempt', rate: null, notice, netFen: grossFen, taxFen: 0 }
  const taxFen = tax.taxFen === 0 ? 0 : sign * tax.taxFen
  return { treatment: 'taxed', rate: tax.rate, notice, netFen: grossFen - taxFen, taxFen }
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

const noFigures = (): Figures => ({
  billedFen: 0,
  collectedFen: 0,
  lateFeeFen: 0,
  netFen: 0,
  taxFen: 0,
  invoicedFen: 0,
})

function added(sum: Figures, row: Figures): Figures {
  const total = { ...sum }
  for (const key of Object.keys(sum) as (keyof Figures)[]) total[key] += row[key]
  return total
}
