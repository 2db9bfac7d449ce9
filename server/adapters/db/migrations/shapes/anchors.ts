import { count, key, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** How many heads of each chain were exported, and the last of them. */
export const anchors: TableLayout = {
  name: 'anchors',
  columns: { chain: key(word(10)), company: key(word(32)), heads: count, sequence: count, hash: word(64) },
}
