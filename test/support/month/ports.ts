import { civilDayOf, startOfDay } from '../../../server/domain/calendar/civilDate'
import type { EmptyPlace } from '../engines'
import { openPorts, type StoryPorts } from '../ports'
import { COUNTERS, FIRST, HOUR, ONLINE } from './days'
import { BANKS, COMPANY, ICBC_FEE } from './month'

/** A month's ports; its clock can be set to a moment, too (epoch ms). */
export type MonthPorts = StoryPorts & { clock: { at(moment: number): void } }

/** Lanzhou alone, with the month's banks, accounts and counter fees, at the start of the first day. */
export async function openMonthPorts(newPlace: () => Promise<EmptyPlace>): Promise<MonthPorts> {
  const story = await openPorts(newPlace, FIRST)
  let now = startOfDay(FIRST)
  const clock = {
    now: () => now,
    today: () => civilDayOf(now),
    set: (other: string) => {
      now = startOfDay(other) + 12 * HOUR
    },
    at: (moment: number) => {
      now = moment
    },
  }
  const lanzhou = story.rulebooks.get(COMPANY)
  if (!lanzhou) throw new Error('no rulebook')
  const payment = {
    ...lanzhou.payment,
    bankFiles: [...BANKS],
    accounts: [COUNTERS, ONLINE],
    counterFees: { icbc: ICBC_FEE },
  }
  const rulebooks = {
    ...story.rulebooks,
    get: (id: string) => (id === COMPANY ? { ...lanzhou, payment } : undefined),
  }
  return { ...story, clock, rulebooks }
}
