import { seasonName } from '../../contract/estimates'
import { WrongUsage } from './command'

/** `--season` as two years that follow, e.g. 2026-2027; wrong usage when it is none. */
export function givenSeason(text: string): string {
  if (seasonName.safeParse(text).success) return text
  throw new WrongUsage('--season: two years that follow, e.g. 2026-2027')
}
