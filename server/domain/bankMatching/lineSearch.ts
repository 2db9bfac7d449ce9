/** An amount that somebody looks for, in fen: what begins as he typed it, and what is near it. */
export interface SearchedAmount {
  typed: { fromFen: number; toFen: number }
  near: { fromFen: number; toFen: number }
}

const FEN_IN_YUAN = 100

/**
 * Reads what was typed as an amount of yuan: `2233` finds 2,233.00 to 2,233.99, `2,233.2` finds 2,233.20 to 2,233.29, and near it is
 * what is within a hundredth (a fee that was kept, digits that were exchanged). Undefined where it is no amount: a number of a bank is
 * longer, and begins with no digit that an amount would not.
 */
export function searchedAmount(text: string): SearchedAmount | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/^[-+¥]/, '')
    .replaceAll(',', '')
    .replace(/元$/, '')
  const match = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(plain)
  if (!match) return undefined
  const [, whole = '', decimals = ''] = match
  const fromFen = Number(whole) * FEN_IN_YUAN + Number(decimals.padEnd(2, '0'))
  const toFen = fromFen + 10 ** (2 - decimals.length) - 1
  const apart = Math.ceil(fromFen / 100)
  return { typed: { fromFen, toFen }, near: { fromFen: Math.max(1, fromFen - apart), toFen: toFen + apart } }
}
