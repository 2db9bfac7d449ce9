import type { TransitsAnswer } from '../../../contract/consoleBank'
import { signedEntryFen } from '../../domain/bankMatching/bankEntry'
import { missingBy } from '../../domain/bankMatching/statementDifferences'
import { transitAges } from '../../domain/bankMatching/transitAges'
import { addDays, daysFromTo } from '../../domain/calendar/civilDate'
import type { SourceName } from '../../domain/payment/payment'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'
import { partyNameOf } from './partyName'
import { readWorkItems } from './workItems'

/** Money between channels and our accounts that has not come, by age, the oldest first, each with the work about it. */
export function createShowOnTheWay(ports: { database: Database; clock: Clock; sourceName: SourceName }) {
  const { database, clock, sourceName } = ports
  return async function showOnTheWay(company: string): Promise<TransitsAnswer> {
    const { read } = database
    const today = clock.today()
    const transits = await read.accountBook.onTheWay(company)
    const late = new Set(missingBy(transits, addDays(today, -1)))
    const missed = transits.flatMap(({ missedIn, reference }) =>
      missedIn === null ? [] : [{ statement: missedIn, key: reference }],
    )
    const itemOf = await readWorkItems(read, company, missed)
    return {
      today,
      ages: transitAges(transits, today),
      rows: transits.map((transit) => {
        const { id, party, reference, sentOn, waitsUntil = null, missedIn } = transit
        return {
          ...{ id, party: partyNameOf(sourceName, party), reference, sentOn, waitsUntil },
          ageDays: Math.max(0, daysFromTo(sentOn, today)),
          fen: signedEntryFen(transit),
          late: late.has(transit),
          difference: missedIn === null ? null : itemOf({ statement: missedIn, key: reference }),
        }
      }),
    }
  }
}
