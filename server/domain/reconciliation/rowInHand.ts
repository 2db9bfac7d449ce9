import type { CivilDate } from '../calendar/civilDate'
import { feeFits } from './fee'
import { foreignReason } from './judge'
import { hashText, type NumberHash } from './numberHash'
import type { ChannelRow, RowInHand } from './row'

function hashOf(text: string): NumberHash {
  const hash = { low: 0, high: 0 }
  hashText(text, hash)
  return hash
}

/** A row that was read into text already, as the matcher takes it. */
export function rowInHand(row: ChannelRow, date: CivilDate): RowInHand {
  const feeRight = !row.fee || feeFits(row.kind, row.fee.onFen, row.fee.milliFen, row.fee.ratePpm)
  return {
    kind: row.kind,
    state: row.state,
    key: hashOf(row.key),
    otherKey: hashOf(row.otherKey),
    amountFen: row.amountFen,
    plain: feeRight && row.contradictsFen === undefined && foreignReason(row, date) === undefined,
    keep: () => row,
  }
}
