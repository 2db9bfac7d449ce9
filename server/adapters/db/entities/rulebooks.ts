import type { RulebookText, RulebookVersion } from '../../../domain/rulebook/versions'
import { count, key, moment, nullable, text, word } from '../columns'
import type { TableShape } from './table'

/** Texts of rulebooks, by their hash. Insert-only. */
export const rulebookTexts: TableShape<RulebookText> = {
  name: 'rulebook_texts',
  columns: { hash: key(word(64)), company: word(32), text, keptAt: moment },
}

/** The versions of each company's rulebook: by them bills and late fees are reckoned. Insert-only. */
export const rulebookVersions: TableShape<RulebookVersion> = {
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
