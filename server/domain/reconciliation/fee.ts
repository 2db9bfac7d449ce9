import type { FeeRounding } from './feeRounding'
import type { RowKind } from './row'

const MILLI_FEN = 1000

const PER_MILLION = 1_000_000
const ADDED: Readonly<Record<FeeRounding, number>> = { 'half-up': PER_MILLION / 2, down: 0, up: PER_MILLION - 1 }

/** The fee that a rate gives on an amount, in fen; the rate is in parts per million. */
export function feeAt(amountFen: number, ratePpm: number, rounding: FeeRounding = 'half-up'): number {
  return Math.floor((amountFen * ratePpm + ADDED[rounding]) / PER_MILLION)
}

/**
 * Whether a fee (thousandths of a fen) is its rate × the amount in fen: within the half fen of rounding, to whichever side, or within
 * the fen that the contract drops or adds; a refund gives back its share of a fee that was rounded before, which may be a whole fen off.
 */
export function feeFits(
  kind: RowKind,
  onFen: number,
  milliFen: number,
  ratePpm: number,
  rounding: FeeRounding = 'half-up',
): boolean {
  const beyond = Math.abs(milliFen) - (onFen * ratePpm) / MILLI_FEN
  if (kind === 'refund' || rounding === 'half-up') {
    return Math.abs(beyond) <= (kind === 'payment' ? MILLI_FEN / 2 : MILLI_FEN)
  }
  return rounding === 'down' ? beyond <= 0 && beyond > -MILLI_FEN : beyond >= 0 && beyond < MILLI_FEN
}
