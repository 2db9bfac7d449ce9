const MILLI_FEN = 1000

/**
 * What a file's fees come to in the books, in whole fen. Bills write fees with five decimals of yuan; they are added up
 * exactly, and the day's sum is rounded once, half up (C1: once for each printed line, and the file prints its fees as one
 * line, 手续费总金额). Rounding each row would let thousands of rows drift apart from what the file says it took.
 */
export function feeFenOf(milliFen: number): number {
  const fen = Math.floor((Math.abs(milliFen) + MILLI_FEN / 2) / MILLI_FEN)
  return milliFen < 0 ? 0 - fen : fen
}

/** The fees of a day at a channel as the books have them: of the file in force, and how often they were changed (M2). */
export interface ChannelFees {
  id: string
  company: string
  channel: string
  date: string
  /** The file that says so. */
  fileId: string
  bill: 'trade' | 'fundflow'
  /** What the file's rows name, exactly, in thousandths of a fen. */
  milliFen: number
  /** The same in the books. Negative when more fees came back than were taken. */
  feeFen: number
  /** 1, 2, 3 …: one posting each. */
  revision: number
}
