import type { Channel } from '../../../contract/channelWords'
import { startOfDay } from '../../domain/calendar/beijingTime'
import { chanceFrom } from '../../domain/simulation/chance'
import { SIMULATED_CHANNELS } from '../../domain/simulation/channelNumbers'
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
  return { ...SIMULATED_CHANNELS[channel].remittance(chance, compact), fen, at: startOfDay(date) + SENT_AT_MS }
}
