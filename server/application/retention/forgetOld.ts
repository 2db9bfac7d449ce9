import { addDays } from '../../domain/calendar/civilDate'
import type { Database } from '../ports/database'
import type { Clock, Photos } from '../ports/system'

/** For how many days each kind is kept after it has ended. */
export interface RetentionDays {
  notifications: number
  messages: number
  photos: number
  identity: number
}

export interface RetentionPorts {
  database: Database
  clock: Clock
  retention: RetentionDays
  /** Of cards and identity cards. */
  photos: Pick<Photos, 'drop'>
  /** Throws photos of gas meters away that were handed in before; gives how many there were. */
  dropGasPhotos(before: number): Promise<number>
}

const DAY_MS = 86_400_000
const AT_ONCE = 200

/**
 * Throws away what the company's settings keep no longer: raw notifications, messages that ended, photos, and the identity numbers of
 * people who are gone or paid out. What the books rest on is never touched: ledger, payments, bills, files of channels and banks,
 * invoices, the audit log. Gives how much it was; a few hundred at a time.
 */
export function createForgetOld({ database, clock, retention, photos, dropGasPhotos }: RetentionPorts) {
  return async function forgetOld(): Promise<number> {
    const before = (days: number) => clock.now() - days * DAY_MS
    const { notifications, messages, identity, photos: photoDays } = retention
    const [inbox, told, applicants, households, names] = await database.transaction(async (store) => [
      await store.retention.forgetNotifications(before(notifications), AT_ONCE),
      await store.retention.forgetMessages(before(messages), AT_ONCE),
      await store.retention.eraseApplicants(before(identity), AT_ONCE),
      await store.retention.eraseMovedOut(addDays(clock.today(), -identity), AT_ONCE),
      await store.retention.forgetRefundPhotos(before(photoDays), AT_ONCE),
    ])
    // The files after their rows: what is left over by a crash nobody can find, and its age throws it away with the next look.
    for (const name of names) await photos.drop(name)
    return inbox + told + applicants + households + names.length + (await dropGasPhotos(before(photoDays)))
  }
}
