import type { Channel } from '../../../contract/channelWords'
import type { Resident } from '../../domain/resident/resident'
import { type Refusal, refuse } from '../common/refusal'
import type { ChannelDirectory } from '../ports/channels'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** Exchanges a platform's one-use code for the resident it names; a first visit is written down. Identity comes from the platform only (M8). */
export function createLogIn({
  database,
  channels,
  clock,
  ids,
}: {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
}) {
  return async function logIn(
    company: string,
    platform: Channel,
    code: string,
  ): Promise<Resident | Refusal<'bad-login-code' | 'channel-not-offered' | 'channel-unavailable'>> {
    const channel = channels.get(company, platform)
    if (!channel) return refuse('channel-not-offered')
    const login = await channel.exchangeLoginCode(code)
    if (login.outcome === 'bad-code') return refuse('bad-login-code')
    if (login.outcome !== 'identified') return refuse('channel-unavailable')
    const payer = { company, platform, payerKind: login.payer.kind, payerValue: login.payer.value }
    const known = await database.read.residents.byPayer(payer)
    if (known) return known
    return database.transaction(async (store) => {
      const resident: Resident = { ...payer, id: ids.next(), createdAt: clock.now() }
      if ((await store.residents.insert(resident)) === 'inserted') return resident
      const earlier = await store.residents.byPayer(payer)
      if (!earlier) throw new Error('a resident is known by his payer id, yet not found by it')
      return earlier
    })
  }
}
