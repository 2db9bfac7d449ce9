import path from 'node:path'
import { bankNames } from '../../server/adapters/banks/bankNames'
import type { OpenDatabase } from '../../server/adapters/db/database'
import { loadRulebooks } from '../../server/adapters/rulebooks/loadRulebooks'
import { randomIds } from '../../server/adapters/system/ids'
import type { Clock, Ids } from '../../server/application/ports/system'
import { civilDayOf } from '../../server/domain/calendar/civilDate'
import { type SourceName, sourceNames } from '../../server/domain/payment/payment'
import type { Rulebooks } from '../../server/domain/rulebook/rulebook'
import { type EmptyPlace, openEmpty } from './engines'

export const PROJECT = path.resolve(__dirname, '..', '..')

/** A clock that a story sets. */
export interface StoryClock extends Clock {
  set(day: string): void
}

/** Shows noon of a day until it is set to another. */
function storyClock(day: string): StoryClock {
  let now = Date.parse(`${day}T12:00:00+08:00`)
  return {
    now: () => now,
    today: () => civilDayOf(now),
    set: (other) => {
      now = Date.parse(`${other}T12:00:00+08:00`)
    },
  }
}

/** What channels and banks are called, with the names of config/banks. */
export const sourceName: SourceName = sourceNames(bankNames(path.join(PROJECT, 'config', 'banks')).of)

let loaded: Rulebooks | undefined

/** The five companies' rulebooks, as they are. */
export function fiveCompanies(): Rulebooks {
  if (loaded) return loaded
  const outcome = loadRulebooks(path.join(PROJECT, 'config', 'rulebooks'))
  if (outcome.outcome === 'wrong') throw new Error(outcome.faults.map(({ reason }) => reason).join('\n'))
  loaded = outcome.rulebooks
  return loaded
}

/** What application verbs take, over an empty database: the story begins on a day. */
export interface StoryPorts {
  database: OpenDatabase
  place: EmptyPlace
  clock: StoryClock
  ids: Ids
  rulebooks: Rulebooks
  sourceName: SourceName
  remove(): Promise<void>
}

export async function openPorts(newPlace: () => Promise<EmptyPlace>, day = '2026-11-21'): Promise<StoryPorts> {
  const clock = storyClock(day)
  return { ...(await openEmpty(newPlace)), clock, ids: randomIds(clock), rulebooks: fiveCompanies(), sourceName }
}
