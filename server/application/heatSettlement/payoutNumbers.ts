import { type CivilDate, startOfDay } from '../../domain/calendar/civilDate'
import type { Store } from '../ports/database'
import type { Clock } from '../ports/system'

/** The number space of a day's batches: what stands in the names of the bank's files (formats.md 5.5). */
export const payoutNumbers = (madeOn: CivilDate): string => `payout:${madeOn}`

/** Numbers below are those of a day without a restore. */
const FIRST_AFTER_RESTORE = 100
const MINUTES_A_NUMBER = 2
const MINUTE_MS = 60_000

/**
 * After a restore, which may have forgotten batches that the bank has: the day's next batches get numbers that no earlier one of the day
 * can have had. They begin where the clock stands, from 100 in the morning to 819 at midnight, so that a second restore of the same day
 * begins further on. A bank that meets a number twice takes it for the same batch.
 */
export async function restartPayoutNumbers(
  store: Pick<Store, 'sequences'>,
  companies: readonly string[],
  { clock }: { clock: Clock },
): Promise<void> {
  const today = clock.today()
  const minutes = Math.floor((clock.now() - startOfDay(today)) / MINUTE_MS)
  const least = FIRST_AFTER_RESTORE + Math.floor(minutes / MINUTES_A_NUMBER)
  for (const company of companies) await store.sequences.raise(company, payoutNumbers(today), least)
}
