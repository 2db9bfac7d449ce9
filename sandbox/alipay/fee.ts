/** The channel's fee of 0.20 %, in fen, rounded half up. */
export function feeFen(amountFen: number): number {
  return Math.floor((amountFen * 2 + 500) / 1000)
}
