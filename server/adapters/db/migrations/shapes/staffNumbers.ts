import { nullable, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** What staff numbers add to logins: who the person is. */
export const staff: TableLayout = { name: 'staff', columns: { staffNumber: word(32) }, indices: [['staffNumber']] }

/** And to proposals: which person made and which decided them. */
export const approvals: TableLayout = {
  name: 'approvals',
  columns: { makerNumber: word(64), checkerNumber: nullable(word(64)) },
}
