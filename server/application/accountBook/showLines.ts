import type { BankLinesAnswer } from '../../../contract/consoleBank'
import { signedEntryFen } from '../../domain/bankMatching/bankEntry'
import { searchedAmount } from '../../domain/bankMatching/lineSearch'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { LineFilter } from '../ports/accountBook'
import type { Database } from '../ports/database'
import { readMatches } from './matches'
import { readWorkItems } from './workItems'

type Question = Omit<LineFilter, 'words' | 'amounts'> & {
  /** An amount, whole or its beginning, and words, parted by blanks. */
  q?: string
}

/** The lines of an account's statements, the newest first, each beside what it was found to be and the work about it. Refused: `not-found` (no account of ours). */
export function createShowLines({
  database,
  rulebooks,
  sourceName,
}: {
  database: Database
  rulebooks: Rulebooks
  sourceName: SourceName
}) {
  const { read } = database

  return async function showLines(
    { q = '', ...filter }: Question,
    offset: number,
    limit: number,
  ): Promise<BankLinesAnswer | Refusal<'not-found'>> {
    const accounts = rulebooks.get(filter.company)?.payment.accounts ?? []
    if (!accounts.some(({ number }) => number === filter.account)) return refuse('not-found')
    const terms = q.split(/\s+/).filter(Boolean)
    const amount = terms.flatMap((term) => searchedAmount(term) ?? [])[0]
    const words = terms.filter((term) => searchedAmount(term) === undefined)
    const find = (amounts: LineFilter['amounts']) => read.accountBook.page({ ...filter, words, amounts }, offset, limit)
    const exact = await find(amount ? [amount.typed] : [])
    const near = amount && exact.total === 0 ? await find([amount.near]) : undefined
    const { rows, total } = near ?? exact
    const matchOf = await readMatches(read, rows, sourceName)
    const itemOf = await readWorkItems(
      read,
      filter.company,
      rows.map(({ statement, bankReference: key }) => ({ statement, key })),
    )
    return {
      total,
      nearest: near !== undefined && total > 0,
      rows: rows.map((entry) => {
        const { id, bookedOn, statedOn, line, reversal, bankReference, ourReference, remark, statement } = entry
        const shown = { id, bookedOn, statedOn, line, reversal, bankReference, ourReference, remark }
        const difference = itemOf({ statement, key: bankReference })
        return { ...shown, fen: signedEntryFen(entry), match: matchOf(entry), difference }
      }),
    }
  }
}
