import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Handler, json, readJson } from '../http/router'
import { merchantWith, type World } from '../world'
import { currentToken, failed } from './openApi'

function app(world: World, appid: string) {
  return merchantWith(world, (numbers) => numbers.wechat.appid === appid)
}

/** GET /sns/jscode2session: a one-use code against openid and session_key. */
export function jscode2session(world: World): Handler {
  return ({ query }) => {
    const appid = query.get('appid')
    const secret = query.get('secret')
    const code = query.get('js_code')
    if (!appid) return failed(41002, 'appid missing')
    if (!secret) return failed(41004, 'appsecret missing')
    if (!code) return failed(41008, 'missing code')
    if (query.get('grant_type') !== 'authorization_code') return failed(40002, 'invalid grant_type')
    const merchant = app(world, appid)
    if (!merchant) return failed(40013, 'invalid appid')
    if (secret !== merchant.numbers.wechat.appSecret) return failed(40125, 'invalid appsecret')
    const place = { channel: 'wechat', company: merchant.id, api: 'login' } as const
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    if (world.faults.strikes('error500', place)) return failed(-1, 'system error')
    if (world.faults.strikes('rateLimit429', place)) return failed(45011, 'api minute-quota reach limit')
    const redeemed = world.store.loginCodes.redeem('wechat', appid, code, world.clock.now())
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    if (redeemed.outcome === 'used') return failed(40163, 'code been used')
    if (redeemed.outcome !== 'redeemed') return failed(40029, 'invalid code')
    return json(200, { session_key: randomBytes(16).toString('base64'), openid: redeemed.payer })
  }
}

export const tokenRequest = z.object({
  grant_type: z.literal('client_credential'),
  appid: z.string().min(1),
  secret: z.string().min(1),
  force_refresh: z.boolean().optional(),
})

/** POST /cgi-bin/stable_token: the token stays the same until it is about to expire. */
export function stableToken(world: World): Handler {
  return (exchange) => {
    const asked = tokenRequest.safeParse(readJson(exchange.body))
    if (!asked.success) return failed(41002, 'appid missing')
    const merchant = app(world, asked.data.appid)
    if (!merchant) return failed(40013, 'invalid appid')
    if (asked.data.secret !== merchant.numbers.wechat.appSecret) return failed(40125, 'invalid appsecret')
    const place = { channel: 'wechat', company: merchant.id, api: 'token' } as const
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    if (world.faults.strikes('error500', place)) return failed(-1, 'system error')
    const token = currentToken(world, merchant.id, asked.data.force_refresh ?? false)
    const expiresIn = Math.floor((token.expiresAt - world.clock.now()) / 1000)
    return json(200, { access_token: token.value, expires_in: expiresIn })
  }
}
