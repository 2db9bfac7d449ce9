import type { RowKind } from './row'

const MILLI_FEN = 1000

/** The fee that a rate gives on an amount, in fen, rounded half up; the rate is in parts per million. */
export function feeAt(amountFen: number, ratePpm: number): number {
  return Math.floor((amountFen * ratePpm + 500_000) / 1_000_000)
}

/**
 * Whether a fee (thousandths of a fen) is its rate × the amount in fen: within the half fen of rounding, to whichever side;
 * a refund gives back its share of a fee that was rounded before, which may be a whole fen off.
 */
export function feeFits(kind: RowKind, onFen: number, milliFen: number, ratePpm: number): boolean {
  const slackMilliFen = kind === 'payment' ? MILLI_FEN / 2 : MILLI_FEN
  return Math.abs(Math.abs(milliFen) - (onFen * ratePpm) / MILLI_FEN) <= slackMilliFen
}

/**
 * Weighs at which rate rows were charged, where a file names none; rates are whole hundredths of a percent. Each row weighs what it
 * paid: the rounded fee of a payment of a few fen says nothing of the rate (0.01 at 0.00).
 */
export function createRateVote() {
  const votes = new Map<number, number>()
  return {
    /** Takes the amount in fen that a fee was taken on, and the fee in thousandths of a fen. */
    add(onFen: number, milliFen: number): void {
      const ratePpm = Math.round((Math.abs(milliFen) * 10) / onFen) * 100
      votes.set(ratePpm, (votes.get(ratePpm) ?? 0) + onFen)
    },
    /** The rate at which most money was charged, in parts per million; undefined when no row was counted. */
    winner(): number | undefined {
      let best: { ratePpm: number; fen: number } | undefined
      for (const [ratePpm, fen] of votes) {
        if (!best || fen > best.fen || (fen === best.fen && ratePpm < best.ratePpm)) best = { ratePpm, fen }
      }
      return best?.ratePpm
    },
  }
}
