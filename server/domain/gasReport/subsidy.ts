import type { Fen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import { exact } from '../tariff/exact'
import { type GasReading, gasSubsidy } from './gasReport'

/** A gas-heated home's subsidy for a season, as two people granted it (domain.md BJ8). One a household and season; never changed. */
export interface GasSubsidy {
  id: string
  company: string
  householdId: string
  season: string
  /** The accepted report after the season; the one before it is found by it. */
  applicationId: string
  /** m³ between the two readings, and yuan a m³, as decimal text. */
  cubicMetres: string
  rate: string
  amountFen: number
  approvalId: string
  on: CivilDate
  recordedAt: number
}

/** A subsidy that was paid out over a bank's counter to somebody who cannot use the app (BJ8). One a subsidy; never changed. */
export interface GasCollection {
  id: string
  company: string
  subsidyId: string
  householdId: string
  place: string
  /** The number of the counter's receipt. */
  receipt: string
  amountFen: number
  approvalId: string
  on: CivilDate
  recordedAt: number
}

/** A season's two accepted readings, of which one may be missing. */
export type AcceptedReadings = readonly GasReading[]

export type SubsidyDue =
  | { state: 'rate-not-published'; cubicMetres: string | null }
  | { state: 'awaiting-readings' }
  | { state: 'worked-out'; cubicMetres: string; rate: string; amountFen: Fen }

/** What a season's accepted readings give, in fen: worked out once both are there, and only at a rate that the rulebook names (BJ8). */
export function subsidyDue(
  rulebook: Pick<Rulebook, 'name' | 'season' | 'gasReports'>,
  accepted: AcceptedReadings,
): SubsidyDue {
  const before = accepted.find(({ window }) => window === 'before')?.cubicMetres
  const after = accepted.find(({ window }) => window === 'after')?.cubicMetres
  const used = before !== undefined && after !== undefined ? exact(after).minus(before).toFixed() : null
  const rate = rulebook.gasReports?.subsidyPerCubicMetre
  if (rate === undefined) return { state: 'rate-not-published', cubicMetres: used }
  if (before === undefined || after === undefined || used === null) return { state: 'awaiting-readings' }
  const amountFen = gasSubsidy(rulebook, before, after)
  return typeof amountFen === 'number'
    ? { state: 'worked-out', cubicMetres: used, rate, amountFen }
    : { state: 'rate-not-published', cubicMetres: used }
}
