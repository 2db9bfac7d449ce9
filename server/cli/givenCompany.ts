import type { Base } from '../compose'
import { Refused } from './command'

/** `--company` as a company that has a rulebook; refused when there is none, so that a mistyped one is not an empty list. */
export function givenCompany({ rulebooks }: Pick<Base, 'rulebooks'>, company: string): string {
  if (rulebooks.get(company)) return company
  throw new Refused(`no such company: ${company}`)
}
