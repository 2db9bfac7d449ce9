import type { Channel } from '../../contract/channelWords'
import type { ChannelDirectory, HttpReply, RawNotification, VerifyOutcome } from './channelPort'
import type { Clock, Database, Ids, Log } from './ports'

export interface AcceptedNotification {
  reply: HttpReply
  /** For metrics and alarms: accepted, duplicate, ignored, or the reason of the refusal. */
  outcome: string
  /** The inbox entry to process next; undefined for what needs none. */
  inboxId?: string
}

/** Somebody with the platform's key has sent what we cannot take: an alarm, where anybody could have sent the rest. */
const SIGNED_YET_REFUSED: ReadonlySet<string> = new Set(['foreign-merchant', 'malformed', 'undecipherable'])

/**
 * Takes in a channel's notification (faults.md, Notifications): verified first, then committed to the inbox as it came, and
 * only then acknowledged (M1). The same event again is acknowledged and changes nothing (M3). Nothing slow happens here (M9).
 */
export function createAcceptNotification(ports: {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
  log: Log
}) {
  const { database, channels, clock, ids, log } = ports

  return async function acceptNotification(
    company: string,
    channelName: Channel,
    notification: RawNotification,
  ): Promise<AcceptedNotification | undefined> {
    const channel = channels.get(company, channelName)
    if (!channel) return undefined
    const now = clock.now()
    let verified: VerifyOutcome = channel.verify(notification, now)
    if (verified.outcome === 'refused' && verified.code === 'unknown-key' && (await channel.refreshKeys())) {
      verified = channel.verify(notification, now)
    }
    if (verified.outcome === 'refused') {
      const level = SIGNED_YET_REFUSED.has(verified.code) ? 'error' : 'warn'
      log[level]({ company, channel: channelName, code: verified.code }, 'notification refused')
      return { reply: channel.rejection, outcome: verified.code }
    }
    const { event } = verified
    const id = ids.next()
    const inserted = await database.transaction((store) =>
      store.inbox.insert({
        id,
        company,
        channel: channelName,
        eventId: event.eventId,
        headers: { ...notification.headers },
        body: notification.body,
        event,
        receivedAt: now,
        processedAt: null,
        attempts: 0,
        nextTryAt: now,
      }),
    )
    if (inserted === 'duplicate') return { reply: channel.acknowledgement, outcome: 'duplicate' }
    return { reply: channel.acknowledgement, outcome: 'accepted', inboxId: id }
  }
}
