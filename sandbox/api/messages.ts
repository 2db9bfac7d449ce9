import { z } from 'zod'
import { CHANNELS, type Channel } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { json, problem, type Route, readRequest, unknownCompany } from '../http/router'
import { numbersAt } from '../keys/merchants'
import { randomDigits, randomHex, randomText } from '../random'
import { identityOf } from '../resident/findOrder'
import { merchantOf, type World } from '../world'

const consent = z.strictObject({
  platform: z.enum(CHANNELS),
  company: companyId,
  /** Anyone who it is, as for login codes; or the payer identity itself. */
  person: z.string().trim().min(1).max(100).default('demo'),
  payer: z.string().min(1).max(128).optional(),
  templateIds: z.array(z.string().min(1).max(64)).min(1).max(5),
  times: z.int().min(1).max(1000).default(1),
})

/** The resident's side of messages: what he taps in wx.requestSubscribeMessage, and what then arrives on his phone. */
export function messageRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/subscriptions',
      title: '居民同意接收消息',
      handler(exchange) {
        const read = readRequest(exchange, consent)
        if (!read.ok) return read.reply
        const { platform, company, person, payer, templateIds, times } = read.value
        const merchant = merchantOf(world, company)
        if (!merchant) return unknownCompany(company, world.companies)
        const { appId, templates } = numbersAt(merchant.numbers, platform)
        const known = Object.values(templates)
        const accepted = templateIds.filter((id) => known.includes(id))
        for (const id of accepted)
          world.store.messages.grant(appId, payer ?? identityOf(platform, appId, person), id, times)
        return json(201, { accepted })
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/messages',
      title: '列出居民收到的消息',
      handler({ query }) {
        const limit = Number(query.get('limit') ?? 100)
        if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
          return problem(400, 'invalid-request', 'limit 应为 1–10000', { path: 'limit' })
        const filter = { company: query.get('company') ?? undefined, payer: query.get('payer') ?? undefined, limit }
        const messages = world.store.messages.list(filter)
        return json(200, { messages: messages.map((message) => ({ ...message, fields: JSON.parse(message.fields) })) })
      },
    },
  ]
}

const CODE_LIFE = 5 * 60_000

const codeRequest = z.strictObject({
  platform: z.enum(CHANNELS),
  company: companyId,
  /** Anyone who it is: the same text is the same person. */
  person: z.string().trim().min(1).max(100).default('demo'),
})

/** As long as the platforms make them, of the characters that they take. */
const NEW_CODE: Readonly<Record<Channel, () => string>> = {
  wechat: () => `0${randomText(31)}`,
  alipay: () => randomHex(32),
}

/** What wx.login or my.getAuthCode hands to the mini-program: a one-use code for this person in this company's app. */
function issueCode(world: World, platform: Channel, company: string, person: string): string | undefined {
  const merchant = merchantOf(world, company)
  if (!merchant) return undefined
  const { appId } = numbersAt(merchant.numbers, platform)
  const userIds = world.faults.strikes('userIdPayers', { channel: platform, company })
  const code = NEW_CODE[platform]()
  world.store.loginCodes.issue({
    code,
    platform,
    company,
    appId,
    person,
    payer: identityOf(platform, appId, person, userIds ? 'user' : 'open'),
    expiresAt: world.clock.now() + CODE_LIFE,
  })
  return code
}

/** The first digits of a code that is shown at a counter; 18 in all. */
const SHOWN: Readonly<Record<Channel, string>> = { wechat: '13', alipay: '28' }
const SHOWN_LIFE = 60_000

/** What a payer's phone shows at a counter: a code for one payment, good for a minute. */
function showCode(world: World, platform: Channel, company: string, person: string): string | undefined {
  const merchant = merchantOf(world, company)
  if (!merchant) return undefined
  const { appId } = numbersAt(merchant.numbers, platform)
  const code = `${SHOWN[platform]}${randomDigits(16)}`
  const payer = identityOf(platform, appId, person)
  const expiresAt = world.clock.now() + SHOWN_LIFE
  world.store.loginCodes.issue({ code, platform: `${platform}-code`, company, appId, person, payer, expiresAt })
  return code
}

/** A code that stands for a person, made for whoever asks in his name. */
const codeRoute = (world: World, pattern: string, title: string, make: typeof showCode): Route => ({
  method: 'POST',
  pattern,
  title,
  handler(exchange) {
    const read = readRequest(exchange, codeRequest)
    if (!read.ok) return read.reply
    const { platform, company, person } = read.value
    const code = make(world, platform, company, person)
    return code === undefined ? unknownCompany(company, world.companies) : json(201, { code })
  },
})

export function loginCodeRoutes(world: World): Route[] {
  return [
    codeRoute(world, '/sandbox/api/payment-codes', '居民出示付款码', showCode),
    codeRoute(world, '/sandbox/api/login-codes', '居民登录，取得一次性登录码', issueCode),
  ]
}
