import type { Message } from '../../domain/message/message'
import type { Clock, Ids, Store } from '../ports'

/** After paying, the resident is asked to agree to messages: so long the first one waits for that. */
const WAIT_FOR_CONSENT_MS = 15 * 60_000

/** The unique key of the job that sends a message (M3). */
export const messageJobKey = (messageId: string) => `message:${messageId}`

/**
 * Writes a message down, with the job that sends it, in the transaction of what it tells (M9). The same occasion again
 * makes no second message (M3).
 */
export async function queueMessage(
  store: Store,
  about: Pick<Message, 'company' | 'residentId' | 'event' | 'subject' | 'occasion'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const createdAt = clock.now()
  const message: Message = {
    ...about,
    id: ids.next(),
    status: 'waiting',
    detail: null,
    createdAt,
    waitsUntil: about.event === 'payment-received' ? createdAt + WAIT_FOR_CONSENT_MS : createdAt,
    endedAt: null,
  }
  if ((await store.messages.insert(message)) === 'duplicate') return
  await store.jobs.add({
    key: messageJobKey(message.id),
    company: message.company,
    kind: 'send-message',
    subject: message.id,
    dueAt: createdAt,
  })
}
