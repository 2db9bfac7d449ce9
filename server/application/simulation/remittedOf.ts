import type { Channel } from '../../../contract/words'
import { startOfDay } from '../../domain/calendar/beijingTime'
import { chanceFrom } from '../../domain/simulation/chance'
import type { Remitted } from '../../domain/simulation/entry'
import type { SimulatedDay } from '../../domain/simulation/plan'

/** Channels send what is left at half past midnight, before anybody pays. */
const SENT_AT_MS = 1_800_000

/** What a channel sends to the bank on a simulated day, with numbers of its own; undefined when nothing is left. */
export function remittedOf(
  { rulebook, date, seed }: Pick<SimulatedDay, 'rulebook' | 'date' | 'seed'>,
  channel: Channel,
  fen: number,
): Remitted | undefined {
  if (fen <= 0) return undefined
  const chance = chanceFrom('remitted', rulebook.id, channel, date, seed)
  const compact = date.replaceAll('-', '')
  const businessNo =
    channel === 'wechat'
      ? `1500${chance.digits(6)}${compact}${chance.digits(10)}`
      : `${compact}20004${chance.digits(15)}`
  const flowNo =
    channel === 'wechat' ? `4200${chance.digits(6)}${compact}${chance.digits(10)}` : `${compact}9${chance.digits(19)}`
  return { businessNo, flowNo, fen, at: startOfDay(date) + SENT_AT_MS }
}
