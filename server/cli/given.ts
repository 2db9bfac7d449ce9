import { statSync } from 'node:fs'
import path from 'node:path'
import { isChannel, SOURCES_IN_WORDS } from '../../contract/channelWords'
import { seasonName } from '../../contract/estimates'
import type { PaymentSource } from '../domain/payment/payment'
import type { Base } from '../wiring/base'
import { Refused, WrongUsage } from './command'

/** `--company` as a company that has a rulebook; refused when there is none, so that a mistyped one is not an empty list. */
export function givenCompany({ rulebooks }: Pick<Base, 'rulebooks'>, company: string): string {
  if (rulebooks.get(company)) return company
  throw new Refused(`no such company: ${company}`)
}

/**
 * A file that a person names on the command line, as an absolute path. Refused when there is none, and when it is a folder or
 * a pipe: a file is read more than once.
 */
export function givenFile(given: string): string {
  const file = path.resolve(given)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new Refused(`no such file: ${given}`)
  if (!found.isFile()) throw new Refused(`not a file: ${given === '' ? '(no name)' : given}`)
  return file
}

/** `--season` as two years that follow, e.g. 2026-2027; wrong usage when it is none. */
export function givenSeason(text: string): string {
  if (seasonName.safeParse(text).success) return text
  throw new WrongUsage('--season: two years that follow, e.g. 2026-2027')
}

/** `--channel` as contract.md writes it; wrong usage when it is none of those. */
export function channelOf(text: string): PaymentSource {
  if (isChannel(text)) return text
  const bank = /^bank:([a-z][a-z0-9-]*)$/.exec(text)?.[1]
  if (bank !== undefined) return `bank:${bank}`
  throw new WrongUsage(`--channel: ${SOURCES_IN_WORDS}`)
}
