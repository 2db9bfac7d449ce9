import type { Mode } from '../../../../contract/company'
import { key, moment, text, word } from '../columns'
import type { TableShape } from './table'

/** What the database is, and a proof of the field keys that it was begun with. */
export interface Installation {
  id: string
  mode: Mode
  keyProof: string
  notedAt: number
}

/** One row for ever, written at the first start. */
export const installation: TableShape<Installation> = {
  name: 'installation',
  columns: {
    id: key(word(12)),
    mode: word(10),
    /** Sealed with the field key of the first start, and opened at every later one; kept as it is, so that a wrong key is an answer. */
    keyProof: text,
    notedAt: moment,
  },
}
