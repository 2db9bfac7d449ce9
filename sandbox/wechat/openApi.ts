import type { z } from 'zod'
import type { Api } from '../faults/switchboard'
import { type Exchange, type Handler, json, type Reply, readJson, type Silence } from '../http/router'
import { randomText } from '../random'
import { type Merchant, merchantOf, type World } from '../world'

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

/** api.weixin.qq.com answers errors with HTTP 200 (formats.md 4.1). */
export const failed = (errcode: number, errmsg: string): Reply =>
  json(200, { errcode, errmsg: `${errmsg}, rid: ${randomText(8)}` })

const done = (): Reply => json(200, { errcode: 0, errmsg: 'ok' })

/** A complaint, or undefined when the work was done. */
type Work<B> = (merchant: Merchant, body: B) => Reply | undefined

/** An endpoint of the mini-program's own API that takes an access token and JSON: what all of them have in common. */
export function openEndpoint<S extends z.ZodType>(world: World, api: Api, schema: S, work: Work<z.output<S>>): Handler {
  return (exchange: Exchange): Reply | Silence => {
    const token = exchange.query.get('access_token')
    if (!token) return failed(41001, 'access_token missing')
    const company = companyOfToken(world, token)
    const merchant = company === undefined ? undefined : merchantOf(world, company)
    if (!merchant) return failed(40001, 'invalid credential, access_token is invalid or not latest')
    const place = { channel: 'wechat', company: merchant.id, api } as const
    if (world.faults.strikes('tokenExpired', place)) return failed(42001, 'access_token expired')
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    if (world.faults.strikes('error500', place)) return failed(-1, 'system error')
    if (world.faults.strikes('rateLimit429', place)) return failed(45009, 'reach max api daily quota limit')
    const read = schema.safeParse(readJson(exchange.body))
    if (!read.success) return failed(47001, `data format error: ${read.error.issues[0]?.path.join('.') ?? ''}`)
    const complaint = work(merchant, read.data)
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    return complaint ?? done()
  }
}
