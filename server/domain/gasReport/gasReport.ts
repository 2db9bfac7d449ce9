import type { Fen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import { dayOfSeason } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { type NoPrice, noPrice } from '../tariff/area'
import { exact } from '../tariff/exact'
import { yuanToFen } from '../tariff/feeLine'

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
  const { from, to } = rulebook.gasReports[window]
  const year = window === 'before' ? 'before' : 'from-end'
  return { from: dayOfSeason(rulebook, season, from, year), to: dayOfSeason(rulebook, season, to, year) }
}

/** Where and when those collect the subsidy who cannot use the app. */
export function gasSubsidyCollection(
  rulebook: GasRules,
  season: string,
): { from: CivilDate; to: CivilDate; places: readonly string[] } | undefined {
  if (!rulebook.gasReports) return undefined
  const { from, to, places } = rulebook.gasReports.collection
  const day = (one: string) => dayOfSeason(rulebook, season, one, 'from-end')
  return { from: day(from), to: day(to), places }
}

export type GasReportJudgement =
  | { outcome: 'fits'; window: GasReportWindow }
  | { outcome: 'no-rule' | 'outside-window' }
  | { outcome: 'twice'; window: GasReportWindow }
  | { outcome: 'below-earlier'; earlierCubicMetres: string }
  | { outcome: 'absurd'; usedCubicMetres: string }

/** Decided: no home burns more in a season; beyond it somebody read the red digits, which are decimals, as whole ones. */
export const MAX_CUBIC_METRES = 20_000

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
  const absurd = used.find((cubicMetres) => cubicMetres.gt(MAX_CUBIC_METRES))
  return absurd ? { outcome: 'absurd', usedCubicMetres: absurd.toFixed() } : { outcome: 'fits', window }
}

/** The subsidy on the gas used between two readings, in fen. The rate is the rulebook's or none: there is no default (BJ8). */
export function gasSubsidy(rulebook: GasRules, before: string, after: string): Fen | NoPrice {
  const rate = rulebook.gasReports?.subsidyPerCubicMetre
  if (rate === undefined) return noPrice(`${rulebook.name}没有公布自采暖补贴标准`)
  return yuanToFen(exact(after).minus(before).times(rate))
}

/** Kinds of picture that are taken; told by what is inside, never by a name or a header that the sender chose. */
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const

export type PhotoType = (typeof PHOTO_TYPES)[number]

/** A telephone's picture is smaller than this. */
export const LARGEST_PHOTO_BYTES = 5 * 1024 * 1024

const EXTENSIONS: Record<PhotoType, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }

/** The kind of picture that the bytes are, by their first ones; undefined when they are none that we take. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | undefined {
  const hex = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  if (hex.startsWith('ffd8ff')) return 'image/jpeg'
  if (hex.startsWith('89504e470d0a1a0a')) return 'image/png'
  // RIFF, four bytes of length, WEBP.
  if (hex.startsWith('52494646') && hex.slice(16) === '57454250') return 'image/webp'
  return undefined
}

/** How a kept photo's file ends. */
export function extensionOf(type: PhotoType): string {
  return EXTENSIONS[type]
}

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
