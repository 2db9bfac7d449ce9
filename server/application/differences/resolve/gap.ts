import { sentUnder } from '../../../domain/bankMatching/transit'
import { byFenOf } from '../../../domain/difference/facts'
import type { Store } from '../../ports/database'
import type { ResolutionContext } from './resolution'

/**
 * By how much a changed file says otherwise what was sent to us than what has come, in fen, as the maker saw it: positive where
 * more is to come. Undefined when that has changed since, or was settled before.
 */
export async function gapAsShown(
  store: Pick<Store, 'bankMatching'>,
  { item, wasSettled }: Pick<ResolutionContext, 'item' | 'wasSettled'>,
): Promise<number | undefined> {
  const { company, channel, date, key, ourFen } = item
  const gapFen = byFenOf(item)
  const sent = await store.bankMatching.sentBy(company, channel, date)
  return sentUnder(key, sent) !== ourFen || wasSettled || gapFen === 0 ? undefined : gapFen
}
