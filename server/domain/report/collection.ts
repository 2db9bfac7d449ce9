import type { CollectionAnswer, CollectionRow } from '../../../contract/consoleReports'
import type { ChartOfAccounts } from '../ledger/accounts'
import { accountFlows, type Flow, isCharge } from './daily'

type Figures = CollectionAnswer['totals']

/** A season's bills of an estate as they stand now; fen. */
export interface BilledByEstate {
  estate: string
  households: number
  billedFen: number
  appliedFen: number
}

/**
 * How much of a season's fees is collected at the end of a day, by estate: the bills as they stand now, taken back by what
 * went through `receivable` after that day. What remains is the balance of `receivable`. Lowest rate first.
 */
export function collectionReport(
  bills: readonly BilledByEstate[],
  after: readonly (Flow & { estate: string; event: string; households: number })[],
  chart: ChartOfAccounts,
): Pick<CollectionAnswer, 'rows' | 'totals' | 'chart'> {
  const estates = new Map<string, CollectionRow>()
  for (const { estate, households, billedFen, appliedFen } of bills)
    estates.set(estate, { estate, ...noFigures(), households, billedFen, collectedFen: appliedFen })
  for (const flow of after) {
    const row = estates.get(flow.estate) ?? { estate: flow.estate, ...noFigures() }
    estates.set(flow.estate, row)
    for (const { counter, inFen } of accountFlows(flow, (account) => account === 'receivable')) {
      if (isCharge(chart, counter)) row.billedFen -= inFen
      else row.collectedFen += inFen
    }
    if (flow.event === 'bill-opened') row.households -= flow.households
  }
  const rows = [...estates.values()]
    .filter(({ households, billedFen, collectedFen }) => households !== 0 || billedFen !== 0 || collectedFen !== 0)
    .map((row) => ({ ...row, ...reckoned(row) }))
  rows.sort(
    (one, other) =>
      (one.rateBasisPoints ?? Number.POSITIVE_INFINITY) - (other.rateBasisPoints ?? Number.POSITIVE_INFINITY) ||
      (one.estate < other.estate ? -1 : 1),
  )
  const sums = noFigures()
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

const noFigures = (): Figures => ({
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
