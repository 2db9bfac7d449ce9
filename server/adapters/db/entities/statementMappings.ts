import type { StatementMapping } from '../../../domain/bankMatching/statementMapping'
import { json, key, moment, word } from '../columns'
import type { TableShape } from './table'

/** How exports of our accounts that no template knows are read, each approved by a second person. Insert-only. */
export const statementMappings: TableShape<StatementMapping> = {
  name: 'statement_mappings',
  columns: {
    id: key(word(26)),
    company: word(32),
    account: word(35),
    statement: word(32),
    name: word(40),
    headings: json,
    layout: json,
    approvalId: word(26),
    proposedBy: word(64),
    approvedBy: word(64),
    approvedAt: moment,
  },
  uniques: [['approvalId']],
}
