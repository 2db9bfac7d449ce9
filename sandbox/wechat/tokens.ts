import { randomText } from '../random'
import type { World } from '../world'

interface Token {
  value: string
  expiresAt: number
}

const LIFE = 7_200_000
/** Within this time of its end a token is replaced; the old one still counts until then. */
const OVERLAP = 300_000

/** Access tokens by company; a restarted sandbox has forgotten them, as their holders then find out. */
const books = new WeakMap<World, Map<string, Token[]>>()

function tokensOf(world: World, company: string): Token[] {
  const book = books.get(world) ?? new Map<string, Token[]>()
  books.set(world, book)
  const now = world.clock.now()
  const valid = (book.get(company) ?? []).filter(({ expiresAt }) => now < expiresAt && expiresAt - now <= LIFE)
  book.set(company, valid)
  return valid
}

/** The token that stable_token gives out now; `force` makes a new one and ends the old. */
export function currentToken(world: World, company: string, force: boolean): Token {
  const now = world.clock.now()
  const valid = tokensOf(world, company)
  const present = valid.at(-1)
  if (present && !force && present.expiresAt - now > OVERLAP) return present
  const token = { value: `90_${randomText(125)}`, expiresAt: now + LIFE }
  books.get(world)?.set(company, force ? [token] : [...valid, token])
  return token
}

/** Whose token it is; undefined when nobody's, or no longer. */
export function companyOfToken(world: World, value: string): string | undefined {
  return world.companies.find(({ id }) => tokensOf(world, id).some((token) => token.value === value))?.id
}
