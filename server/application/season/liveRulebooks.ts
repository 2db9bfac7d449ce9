import type { SeasonDatesRecord } from '../../domain/applying/records'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Store } from '../ports'

export interface LiveRulebooks extends Rulebooks {
  /** Reads the dates that staff set; other processes' too. */
  refresh(): Promise<void>
}

/**
 * The rulebooks with the dates on which seasons really opened and closed (domain.md BJ6), as staff recorded them on top of
 * what is written. What was last refreshed holds: the dates change windows and what pages say, and never a fee.
 */
export function liveRulebooks(written: Rulebooks, read: Pick<Store, 'seasonRecords'>): LiveRulebooks {
  let merged = new Map(written.all().map((rulebook) => [rulebook.id, rulebook]))
  let seen = ''
  return {
    get: (company) => merged.get(company),
    all: () => [...merged.values()],
    async refresh() {
      const records = await read.seasonRecords.seasonDates()
      const newest = JSON.stringify(records.map(({ id }) => id))
      if (newest === seen) return
      merged = new Map(written.all().map((rulebook) => [rulebook.id, withDates(rulebook, records)]))
      seen = newest
    },
  }
}

/** The last record of each season comes first: the calendar takes the first that it finds. */
function withDates(rulebook: Rulebook, records: readonly SeasonDatesRecord[]): Rulebook {
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
