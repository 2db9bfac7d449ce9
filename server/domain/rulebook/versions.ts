import type { CivilDate } from '../calendar/civilDate'
import { heatedDates } from '../calendar/season'
import type { NumberedRulebook, Rulebook, Rulebooks } from './rulebook'

/** The number of the version that is taken from a company's file at the first start. */
export const FIRST_VERSION = 1

/** Stands for a text that was not approved yet. */
export const NEXT_VERSION = 0

/** A company's rulebook as two people approved it, or as it stood in its file at the first start. Never changed. */
export interface RulebookVersion {
  id: string
  company: string
  /** 1, 2, 3 … within the company, in the order in which they were approved. */
  sequence: number
  /** SHA-256 of the text as UTF-8: names the text that is kept beside it. */
  hash: string
  /** The first day on which it is in force; null for the first version, which holds for all days before, too. */
  effectiveOn: CivilDate | null
  /** Who proposed it: a login name, or the operator at whose start it was taken from its file. */
  madeBy: string
  /** Who approved it; null for the one of the first start. */
  approvedBy: string | null
  approvalId: string | null
  /** Why, in the proposer's words. */
  reason: string
  recordedAt: number
}

/** The text of a rulebook, kept once by its hash. Never changed. */
export interface RulebookText {
  hash: string
  company: string
  text: string
  keptAt: number
}

type Dated = Pick<RulebookVersion, 'sequence' | 'effectiveOn'>

/**
 * Of a company's versions the one in force on a day: the last approved of those that had begun. Undefined without any. Days are
 * never approved backwards (`mayBegin`), so that the last approved one is also the one that begins last.
 */
export function inForceOn<Version extends Dated>(versions: readonly Version[], on: CivilDate): Version | undefined {
  return versions
    .filter(({ effectiveOn }) => effectiveOn === null || effectiveOn <= on)
    .reduce<Version | undefined>((last, one) => (last && last.sequence > one.sequence ? last : one), undefined)
}

export type MayBegin =
  | { outcome: 'fits' }
  /** It would change days that were reckoned already. */
  | { outcome: 'passed'; earliest: CivilDate }
  /** Another version that was approved begins later: which of the two is meant after that day would hang on their order. */
  | { outcome: 'before-another'; earliest: CivilDate }

/** Whether a version may begin on a day: not in the past, and not before one that was approved already. */
export function mayBegin(versions: readonly Dated[], effectiveOn: CivilDate, today: CivilDate): MayBegin {
  if (effectiveOn < today) return { outcome: 'passed', earliest: today }
  const last = versions.reduce(
    (latest, one) => ((one.effectiveOn ?? '') > latest ? (one.effectiveOn ?? '') : latest),
    '',
  )
  return effectiveOn < last ? { outcome: 'before-another', earliest: last } : { outcome: 'fits' }
}

/** The day on which a season that was not reckoned yet is reckoned: today, or its last day where that has passed. */
export function reckonedOn(rulebook: Pick<Rulebook, 'season'>, season: string, today: CivilDate): CivilDate {
  const { endsOn } = heatedDates(rulebook, season)
  return endsOn < today ? endsOn : today
}

/** A rulebook with the number of its version. */
export function numbered(rulebook: Rulebook, version: number): NumberedRulebook {
  return { ...rulebook, version }
}

/** A company's rulebooks by the numbers of their versions. */
export function versionsOf(
  rulebooks: Pick<Rulebooks, 'version'>,
  company: string,
): (version: number) => NumberedRulebook {
  return (version) => rulebooks.version(company, version)
}

/** By which rulebook a household's season is reckoned: the version that its bill names, or where it has none the one of today. */
export function reckonedBy(
  rulebooks: Pick<Rulebooks, 'version' | 'ofSeason'>,
  { company, season }: { company: string; season: string },
  bill: { rulebookVersion: number } | undefined,
): NumberedRulebook {
  const rulebook = bill ? rulebooks.version(company, bill.rulebookVersion) : rulebooks.ofSeason(company, season)
  if (!rulebook) throw new Error(`no rulebook for ${company}`)
  return rulebook
}

/** The rulebooks, each as `change` gives it. */
export function mapRulebooks(
  rulebooks: Rulebooks,
  change: (rulebook: NumberedRulebook) => NumberedRulebook,
): Rulebooks {
  const changed = (rulebook: NumberedRulebook | undefined) => rulebook && change(rulebook)
  return {
    get: (company) => changed(rulebooks.get(company)),
    all: () => rulebooks.all().map(change),
    ofSeason: (company, season) => changed(rulebooks.ofSeason(company, season)),
    version: (company, version) => change(rulebooks.version(company, version)),
    refresh: () => rulebooks.refresh(),
  }
}
