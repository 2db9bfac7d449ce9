import type { Mode } from '../../../../contract/company'
import type { Anchor } from '../../../domain/audit/chain'
import { count, key, moment, text, word } from '../columns'
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

/** What was exported of each chain: a file that is gone or shorter is noticed by it. It belongs to that file, and is in no backup. */
export const anchors: TableShape<Anchor> = {
  name: 'anchors',
  columns: { chain: key(word(10)), company: key(word(32)), heads: count, sequence: count, hash: word(64) },
}
