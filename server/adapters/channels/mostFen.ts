/**
 * More than any payment can be: ten thousand million yuan, in fen; Alipay itself takes a hundred million at most (formats.md
 * 3.5). What a channel says beyond it is refused, since the books' sums must stay whole numbers.
 */
export const MOST_FEN = 1_000_000_000_000
