import { count, json, key, moment, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Deeds of staff and operators, chained by hashes; the database refuses to change or delete one. */
export const auditLog: TableLayout = {
  name: 'audit_log',
  columns: {
    id: key(word(26)),
    company: word(32),
    sequence: count,
    at: moment,
    actor: word(64),
    deed: word(32),
    subject: word(100),
    detail: json,
    previousHash: word(64),
    hash: word(64),
  },
  uniques: [['company', 'sequence']],
  indices: [['company', 'deed', 'sequence']],
}

/** Where each company's chain ends: the one row that everybody who appends has to change (M2). */
export const auditHeads: TableLayout = {
  name: 'audit_heads',
  columns: { company: key(word(32)), last: count, hash: word(64) },
}
