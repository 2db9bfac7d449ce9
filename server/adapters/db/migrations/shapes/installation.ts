import { key, moment, text, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** What the database is, for ever: one row, written at the first start. */
export const installation: TableLayout = {
  name: 'installation',
  columns: {
    id: key(word(12)),
    mode: word(10),
    /** Sealed with the field key of the first start, and opened at every later one; kept as it is, so that a wrong key is an answer. */
    keyProof: text,
    notedAt: moment,
  },
}
