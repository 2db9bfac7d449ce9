import type { z } from 'zod'
import type { Api } from '../faults/switchboard'
import { type Exchange, type Handler, json, type Reply, type Silence } from '../http/exchange'
import { readJson } from '../http/problem'
import { randomText } from '../random'
import { type Merchant, merchantOf, type World } from '../world'
import { companyOfToken } from './tokens'

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
