import { chanceFrom } from './chance'

/** Ids that come out the same each time a simulated day is told; of the same shapes as all others. */
export function seededIds(...words: (string | number)[]) {
  const chance = chanceFrom('ids', ...words)
  const numbered = (prefix: string, today: string) =>
    `${prefix}${today.slice(2).replaceAll('-', '')}${chance.letters(10)}`
  return {
    next: () => chance.letters(26),
    orderNo: (today: string) => numbered('HP', today),
    refundNo: (today: string) => numbered('RF', today),
  }
}
