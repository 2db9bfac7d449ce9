import type { NumberedRulebook, Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { inForceOn, mapRulebooks, numbered, type RulebookVersion, reckonedOn } from '../../domain/rulebook/versions'
import type { SeasonDatesRecord } from '../../domain/serviceRequest/records'
import type { Store } from '../ports/database'
import type { Clock } from '../ports/system'

/** Reads the text of a version; undefined when this program cannot read it, which it has said then. */
export type ReadVersion = (version: RulebookVersion, text: string) => Rulebook | undefined

type Recorded = { version: RulebookVersion; rulebook: NumberedRulebook }

/**
 * The rulebooks as two people approved them: what the database says, whatever stands in a file. A version is in force from its
 * day on, in every process at the same moment, since each looks at the calendar itself; what was last refreshed holds. A company
 * whose version in force cannot be read is not there.
 */
export function recordedRulebooks(ports: {
  read: Pick<Store, 'rulebookVersions'>
  clock: Pick<Clock, 'today'>
  readVersion: ReadVersion
}): Rulebooks {
  const { read, clock, readVersion } = ports
  const companies = new Map<string, Recorded[]>()
  const seen = new Set<string>()

  const onDay = (company: string, day: string): NumberedRulebook | undefined => {
    const own = companies.get(company) ?? []
    const inForce = inForceOn(
      own.map(({ version }) => version),
      day,
    )
    return own.find(({ version }) => version.sequence === inForce?.sequence)?.rulebook
  }
  const get = (company: string) => onDay(company, clock.today())

  return {
    get,
    all: () => [...companies.keys()].sort().flatMap((company) => get(company) ?? []),
    ofSeason(company, season) {
      const now = get(company)
      return now && onDay(company, reckonedOn(now, season, clock.today()))
    },
    version(company, sequence) {
      const found = companies.get(company)?.find(({ version }) => version.sequence === sequence)
      if (!found) throw new Error(`no version ${sequence} of the rulebook of ${company}`)
      return found.rulebook
    },
    async refresh() {
      for (const version of await read.rulebookVersions.list()) {
        if (seen.has(version.id)) continue
        const kept = await read.rulebookVersions.text(version.hash)
        const rulebook = kept && readVersion(version, kept.text)
        seen.add(version.id)
        if (!rulebook) continue
        const { company, sequence } = version
        const own = companies.get(company) ?? []
        companies.set(company, [...own, { version, rulebook: numbered(rulebook, sequence) }])
      }
    },
  }
}

/**
 * The rulebooks with the dates on which seasons really opened and closed (domain.md BJ6), as staff recorded them on top of
 * what is written. What was last refreshed holds: the dates change windows and what pages say, and never a fee.
 */
export function liveRulebooks(written: Rulebooks, read: Pick<Store, 'seasonRecords'>): Rulebooks {
  let records: readonly SeasonDatesRecord[] = []
  let dated = new WeakMap<NumberedRulebook, NumberedRulebook>()
  let seen = ''
  const withRecorded = (rulebook: NumberedRulebook): NumberedRulebook => {
    const known = dated.get(rulebook) ?? withDates(rulebook, records)
    dated.set(rulebook, known)
    return known
  }
  return {
    ...mapRulebooks(written, withRecorded),
    async refresh() {
      await written.refresh()
      const found = await read.seasonRecords.seasonDates()
      const newest = JSON.stringify(found.map(({ id }) => id))
      if (newest === seen) return
      records = found
      dated = new WeakMap()
      seen = newest
    },
  }
}

/** The last record of each season comes first: the calendar takes the first that it finds. */
function withDates(rulebook: NumberedRulebook, records: readonly SeasonDatesRecord[]): NumberedRulebook {
  const own = records.filter(({ company }) => company === rulebook.id)
  if (own.length === 0) return rulebook
  const recorded = [...own].reverse().map(({ season, startsOn, endsOn, reason }) => ({
    season,
    startsOn: startsOn ?? undefined,
    endsOn: endsOn ?? undefined,
    reason,
  }))
  return { ...rulebook, season: { ...rulebook.season, actual: [...recorded, ...rulebook.season.actual] } }
}
