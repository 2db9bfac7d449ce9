import type { CivilDate } from '../calendar/civilDate'
import { feeFits } from './fee'
import { foreignReason } from './judge'
import { hashOf } from './numberHash'
import type { ChannelRow, OurRow, RowDigest, RowInHand } from './row'

/** What the exact pass compares of a row of ours that was read into text. */
export function digestOf({ kind, state, key, otherKey, amountFen }: OurRow): RowDigest {
  return { kind, state, key: hashOf(key), otherKey: hashOf(otherKey), amountFen }
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
