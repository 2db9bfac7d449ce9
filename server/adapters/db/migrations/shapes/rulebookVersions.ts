import { count, json, key, moment, nullable, text, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

export const rulebookTexts: TableLayout = {
  name: 'rulebook_texts',
  columns: { hash: key(word(64)), company: word(32), text, keptAt: moment },
}

export const rulebookVersions: TableLayout = {
  name: 'rulebook_versions',
  columns: {
    id: key(word(26)),
    company: word(32),
    sequence: count,
    hash: word(64),
    effectiveOn: nullable(word(10)),
    madeBy: word(64),
    approvedBy: nullable(word(64)),
    approvalId: nullable(word(26)),
    reason: word(200),
    recordedAt: moment,
  },
  uniques: [['company', 'sequence']],
}

/** What a bill says of the versions by which it is reckoned. */
export const reckonedBills: TableLayout = {
  name: 'bills',
  columns: { rulebookVersion: count, lateFeeBy: nullable(json) },
}
