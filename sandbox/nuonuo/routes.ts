import type { z } from 'zod'
import type { Api } from '../faults/switchboard'
import { type Exchange, type Handler, json, type Route, readJson, unknownCompany } from '../http/router'
import { randomHex } from '../random'
import { merchantOf, type World } from '../world'
import { downloadInvoice } from './files'
import {
  type Answer,
  billing,
  fastRed,
  queryResult,
  reissue,
  reissueInvoice,
  requestBilling,
  requestRed,
  resultQuery,
  TEST_SELLER,
} from './services'
import { nuonuoSignHolds } from './sign'

const DAY = 86_400_000

/** A token lives a day, and only so many are given in so many days (formats.md 6.3). */
const TOKENS = 50
const TOKEN_DAYS = 30

interface Method {
  api: Api
  answer(world: World, company: string, body: unknown): Answer
}

/** A method whose body is of a schema. */
const method = <S extends z.ZodType>(
  api: Api,
  schema: S,
  work: (world: World, company: string, asked: z.output<S>) => Answer,
): Method => ({
  api,
  answer(world, company, body) {
    const read = schema.safeParse(body)
    if (read.success) return work(world, company, read.data)
    const issue = read.error.issues[0]
    return { code: 'E9300', describe: `参数有误：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() }
  },
})

const METHODS: Readonly<Record<string, Method>> = {
  'nuonuo.OpeMplatform.requestBillingNew': method('invoice', billing, requestBilling),
  'nuonuo.OpeMplatform.queryInvoiceResult': method('invoice-query', resultQuery, queryResult),
  'nuonuo.OpeMplatform.reInvoice': method('invoice', reissue, reissueInvoice),
  'nuonuo.OpeMplatform.fastInvoiceRed': method('invoice-red', fastRed, requestRed),
}

/** POST /accessToken: an account's token, within its quota. */
function accessToken(world: World): Handler {
  return ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'))
    const account = world.store.nuonuo.byAppKey(form.get('client_id') ?? '')
    if (!account || form.get('client_secret') !== account.appSecret)
      return json(200, { error: 'invalid_client', error_description: 'appKey或appSecret错误' })
    if (form.get('grant_type') !== 'client_credentials')
      return json(200, { error: 'unsupported_grant_type', error_description: 'grant_type错误' })
    const place = { company: account.company, api: 'invoice-token' } as const
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    const now = world.clock.now()
    if (world.store.nuonuo.tokensSince(account.appKey, now - TOKEN_DAYS * DAY) >= TOKENS)
      return json(200, { error: 'limit', error_description: '30天内获取token次数已达上限' })
    const token = randomHex(32)
    world.store.nuonuo.addToken({ token, appKey: account.appKey, at: now, expiresAt: now + DAY })
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    return json(200, { access_token: token, expires_in: DAY / 1000 })
  }
}

/** The company that a call is from, or why it is not admitted: token, seller, the four values of the query, signature. */
function admit(world: World, { query, headers, body }: Exchange): { company: string } | Answer {
  const appKey = query.get('appkey') ?? ''
  const [senid = '', nonce = '', timestamp = ''] = ['senid', 'nonce', 'timestamp'].map((name) => query.get(name) ?? '')
  if (senid.length !== 32 || !/^\d{8}$/.test(nonce) || !/^\d{10}$/.test(timestamp))
    return { code: 'E0001', describe: '公共参数有误' }
  const account = world.store.nuonuo.byAppKey(appKey)
  if (!account) return { code: 'E0002', describe: 'appKey不存在' }
  if (world.store.nuonuo.tokenOf(headers.accesstoken ?? '', world.clock.now()) !== appKey)
    return { code: 'E0003', describe: 'accessToken无效或已过期' }
  if (headers.usertax !== TEST_SELLER) return { code: 'E0004', describe: 'userTax未授权' }
  const signed = { appKey, senid, nonce, timestamp, body: body.toString('utf8') }
  if (!nuonuoSignHolds(account.appSecret, signed, headers['x-nuonuo-sign'] ?? ''))
    return { code: 'E0005', describe: '签名错误' }
  return { company: account.company }
}

/** POST /open/v1/services (formats.md 6.3). */
function services(world: World): Handler {
  return (exchange) => {
    const caller = admit(world, exchange)
    if ('code' in caller) return json(200, caller)
    const { company } = caller
    const name = exchange.headers.method ?? ''
    const asked = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!asked) return json(200, { code: 'E0006', describe: 'API不存在' })
    const place = { company, api: asked.api }
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    if (world.faults.strikes('error500', place)) return json(500, { code: 'E9999', describe: '系统错误' })
    const answer = asked.answer(world, company, readJson(exchange.body))
    world.hurry()
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    if (world.faults.strikes('error500AfterEffect', place)) return json(500, { code: 'E9999', describe: '系统错误' })
    return json(200, answer)
  }
}

/** open.nuonuo.com and sdk.nuonuo.com on the sandbox's one port, and how a company finds its account there. */
export function nuonuoRoutes(world: World): Route[] {
  return [
    { method: 'POST', pattern: '/accessToken', title: '诺诺：取得 accessToken', handler: accessToken(world) },
    { method: 'POST', pattern: '/open/v1/services', title: '诺诺：开票、查询、重开、红冲', handler: services(world) },
    { method: 'GET', pattern: '/nuonuo/files/:name', title: '诺诺：下载发票文件', handler: downloadInvoice(world) },
    {
      method: 'POST',
      pattern: '/sandbox/api/nuonuo-accounts/:company',
      title: '取得一家公司的诺诺账号',
      handler: ({ params }) => {
        const company = params.company ?? ''
        if (!merchantOf(world, company)) return unknownCompany(company, world.companies)
        const { appKey, appSecret } = world.store.nuonuo.account(company)
        return json(200, { appKey, appSecret, taxNumber: TEST_SELLER })
      },
    },
  ]
}
