import type { SeasonBill } from '../../../contract/resident'

/** What is owed of seasons before this one (`2026-2027`), in fen, late fees with it; 0 where nothing is owed besides. */
export function arrearsWithin(bills: readonly Pick<SeasonBill, 'season' | 'remainingFen'>[], season: string): number {
  const sum = (of: typeof bills) => of.reduce((fen, { remainingFen }) => fen + Math.max(remainingFen, 0), 0)
  const earlier = sum(bills.filter((one) => one.season < season))
  return earlier < sum(bills) ? earlier : 0
}
