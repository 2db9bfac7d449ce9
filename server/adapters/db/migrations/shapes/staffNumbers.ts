import { nullable, word } from '../../columns'
import type { TableShape } from '../../entities/table'

/** What staff numbers add to logins: who the person is. */
export const staff: TableShape = { name: 'staff', columns: { staffNumber: word(32) }, indices: [['staffNumber']] }

/** And to proposals: which person made and which decided them. */
export const approvals: TableShape = {
  name: 'approvals',
  columns: { makerNumber: word(64), checkerNumber: nullable(word(64)) },
}
