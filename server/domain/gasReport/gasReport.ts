import type { Fen } from '../../../contract/money'
import { type CivilDate, firstOnOrAfter, lastOnOrBefore } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { exact } from '../tariff/exact'
import { yuanToFen } from '../tariff/feeLine'
import { type NoPrice, noPrice } from '../tariff/refusal'

/** A gas-heated home reports its meter once before the season and once after it (domain.md BJ8). */
export type GasReportWindow = 'before' | 'after'

/** A meter reading in m³, as decimal text, and the window that it was reported for. */
export interface GasReading {
  window: GasReportWindow
  cubicMetres: string
}

type GasRules = Pick<Rulebook, 'name' | 'season' | 'gasReports'>

/** The days of a window, both inclusive: before the season in its first year, after it in its second. */
export function gasReportDays(
  rulebook: GasRules,
  season: string,
  window: GasReportWindow,
): { from: CivilDate; to: CivilDate } | undefined {
  if (!rulebook.gasReports) return undefined
  const { startsOn, endsOn } = seasonDates(rulebook, season)
  const { from, to } = rulebook.gasReports[window]
  return window === 'before'
    ? { from: lastOnOrBefore(startsOn, from), to: lastOnOrBefore(startsOn, to) }
    : { from: firstOnOrAfter(endsOn, from), to: firstOnOrAfter(endsOn, to) }
}

/** Where and when those collect the subsidy who cannot use the app. */
export function gasSubsidyCollection(
  rulebook: GasRules,
  season: string,
): { from: CivilDate; to: CivilDate; places: readonly string[] } | undefined {
  if (!rulebook.gasReports) return undefined
  const { from, to, places } = rulebook.gasReports.collection
  const { endsOn } = seasonDates(rulebook, season)
  return { from: firstOnOrAfter(endsOn, from), to: firstOnOrAfter(endsOn, to), places }
}

export type GasReportJudgement =
  | { outcome: 'fits'; window: GasReportWindow }
  | { outcome: 'no-rule' | 'outside-window' }
  | { outcome: 'twice'; window: GasReportWindow }
  | { outcome: 'below-earlier'; earlierCubicMetres: string }
  | { outcome: 'absurd'; usedCubicMetres: string }

/** Decided: no home burns more in a season; beyond it somebody read the red digits, which are decimals, as whole ones. */
export const MOST_CUBIC_METRES = 20_000

/** Whether a reading reported on a day is taken (BJ8): inside a window, once for each, not below the earlier one. */
export function judgeGasReport(
  rulebook: GasRules,
  season: string,
  report: { on: CivilDate; cubicMetres: string },
  reported: readonly GasReading[],
): GasReportJudgement {
  if (!rulebook.gasReports) return { outcome: 'no-rule' }
  const window = (['before', 'after'] as const).find((one) => {
    const days = gasReportDays(rulebook, season, one)
    return days !== undefined && days.from <= report.on && report.on <= days.to
  })
  if (!window) return { outcome: 'outside-window' }
  if (reported.some((earlier) => earlier.window === window)) return { outcome: 'twice', window }
  const above = reported.find((earlier) => exact(earlier.cubicMetres).gt(report.cubicMetres))
  if (above) return { outcome: 'below-earlier', earlierCubicMetres: above.cubicMetres }
  const used = reported.map(({ cubicMetres }) => exact(report.cubicMetres).minus(cubicMetres))
  const absurd = used.find((cubicMetres) => cubicMetres.gt(MOST_CUBIC_METRES))
  return absurd ? { outcome: 'absurd', usedCubicMetres: absurd.toFixed() } : { outcome: 'fits', window }
}

/** The subsidy on the gas used between two readings, in fen. The rate is the rulebook's or none: there is no default (BJ8). */
export function gasSubsidy(rulebook: GasRules, before: string, after: string): Fen | NoPrice {
  const rate = rulebook.gasReports?.subsidyPerCubicMetre
  if (rate === undefined) return noPrice(`${rulebook.name}没有公布自采暖补贴标准`)
  return yuanToFen(exact(after).minus(before).times(rate))
}
