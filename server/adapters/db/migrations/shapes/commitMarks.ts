import { key, moment, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** The number of the last transaction that wrote it, a row for each transaction under way. */
export const commitMarks: TableLayout = {
  name: 'commit_marks',
  columns: { slot: key(word(64)), mark: moment, markedAt: moment },
}
