import type { AgeingAnswer, AgeingRow } from '../../../contract/consoleReports'
import { AGE_BUCKET_NAMES, AGE_BUCKETS, type AgeBucket } from '../../../contract/reportWords'
import { type CivilDate, daysFromTo } from '../calendar/civilDate'

/** What is owed of a season by households with the same due dates; amounts in fen. */
export interface OwedBySeason {
  season: string
  dueOn: CivilDate | null
  mainFen: number
  /** Of top-ups and meter tests. */
  extraDueOn: CivilDate | null
  extraFen: number
  households: number
}

const BOUNDS: readonly [days: number, bucket: AgeBucket][] = [
  [0, 'notDue'],
  [30, 'd30'],
  [60, 'd60'],
  [90, 'd90'],
  [180, 'd180'],
  [365, 'd365'],
]

/** The bucket of what was due on a day: the due date itself is not overdue, the day after it is the first. */
export function ageOf(dueOn: CivilDate | null, asOf: CivilDate): AgeBucket {
  const days = dueOn === null ? 0 : daysFromTo(dueOn, asOf)
  return BOUNDS.find(([most]) => days <= most)?.[1] ?? 'older'
}

/** What is owed by season and age, newest season first; the sum is the balance of `receivable`. */
export function ageingReport(
  owed: readonly OwedBySeason[],
  asOf: CivilDate,
): Pick<AgeingAnswer, 'rows' | 'totals' | 'chart'> {
  const seasons = new Map<string, AgeingRow>()
  for (const { season, dueOn, mainFen, extraDueOn, extraFen, households } of owed) {
    const row = seasons.get(season) ?? { season, ...noFigures() }
    seasons.set(season, row)
    row.households += households
    row.owedFen += mainFen + extraFen
    row.byAge[ageOf(dueOn, asOf)] += mainFen
    row.byAge[ageOf(extraDueOn, asOf)] += extraFen
  }
  const rows = [...seasons.values()].sort((one, other) => (one.season > other.season ? -1 : 1))
  const totals = noFigures()
  for (const row of rows) {
    totals.households += row.households
    totals.owedFen += row.owedFen
    for (const bucket of AGE_BUCKETS) totals.byAge[bucket] += row.byAge[bucket]
  }
  return {
    rows,
    totals,
    chart: rows.flatMap(({ season, byAge }) =>
      AGE_BUCKETS.map((bucket) => ({ label: AGE_BUCKET_NAMES[bucket], series: season, valueFen: byAge[bucket] })),
    ),
  }
}

const noFigures = (): AgeingAnswer['totals'] => ({
  households: 0,
  owedFen: 0,
  byAge: { notDue: 0, d30: 0, d60: 0, d90: 0, d180: 0, d365: 0, older: 0 },
})
