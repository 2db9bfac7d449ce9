import type { CollectionAnswer, CollectionRow } from '../../../contract/consoleReports'
import type { ChartOfAccounts } from '../ledger/accounts'
import { type Flow, isCharge, sidesOf } from './flows'

type Figures = CollectionAnswer['totals']

/**
 * How much of a season's fees is collected, by estate, from what went through `receivable`: billed is what it took in from
 * charges, collected what everything else took out of it; remaining is its balance. Lowest rate first.
 */
export function collectionReport(
  flows: readonly (Flow & { estate: string; households: number })[],
  chart: ChartOfAccounts,
): Pick<CollectionAnswer, 'rows' | 'totals' | 'chart'> {
  const estates = new Map<string, CollectionRow>()
  for (const flow of flows) {
    const row = estates.get(flow.estate) ?? { estate: flow.estate, ...nothing() }
    estates.set(flow.estate, row)
    for (const { counter, inFen } of sidesOf(flow, (account) => account === 'receivable')) {
      if (isCharge(chart, counter)) row.billedFen += inFen
      else row.collectedFen -= inFen
    }
    // Every household that was ever billed is in the flow of its bill.
    if (flow.debitAccount === 'receivable' && flow.creditAccount === 'deferred-income')
      row.households += flow.households
  }
  const rows = [...estates.values()].map((row) => ({ ...row, ...reckoned(row) }))
  rows.sort(
    (one, other) =>
      (one.rateBasisPoints ?? Number.POSITIVE_INFINITY) - (other.rateBasisPoints ?? Number.POSITIVE_INFINITY) ||
      (one.estate < other.estate ? -1 : 1),
  )
  const sums = nothing()
  for (const row of rows) {
    sums.households += row.households
    sums.billedFen += row.billedFen
    sums.collectedFen += row.collectedFen
  }
  return {
    rows,
    totals: { ...sums, ...reckoned(sums) },
    chart: rows.flatMap(({ estate, collectedFen, remainingFen }) => [
      { label: estate, series: '已收', valueFen: collectedFen },
      { label: estate, series: '未收', valueFen: remainingFen },
    ]),
  }
}

const nothing = (): Figures => ({
  households: 0,
  billedFen: 0,
  collectedFen: 0,
  remainingFen: 0,
  rateBasisPoints: null,
})

/** The rate is rounded down: 100 % is shown only when nothing is missing. */
function reckoned({ billedFen, collectedFen }: Figures): Pick<Figures, 'remainingFen' | 'rateBasisPoints'> {
  return {
    remainingFen: billedFen - collectedFen,
    rateBasisPoints: billedFen > 0 ? Number((BigInt(collectedFen) * 10_000n) / BigInt(billedFen)) : null,
  }
}
