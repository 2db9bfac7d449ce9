import { z } from 'zod'
import { CHANNELS, type Channel } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { json } from '../http/exchange'
import { readRequest, unknownCompany } from '../http/problem'
import type { Route } from '../http/router'
import { numbersAt } from '../keys/merchants'
import { randomHex, randomText } from '../random'
import { identityOf } from '../resident/identity'
import { merchantOf, type World } from '../world'

const CODE_LIFE = 5 * 60_000

const codeRequest = z.strictObject({
  platform: z.enum(CHANNELS),
  company: companyId,
  /** Whoever it is: the same text is the same person. */
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

export function loginCodeRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/login-codes',
      handler(exchange) {
        const read = readRequest(exchange, codeRequest)
        if (!read.ok) return read.reply
        const { platform, company, person } = read.value
        const code = issueCode(world, platform, company, person)
        return code === undefined ? unknownCompany(company, world.companies) : json(201, { code })
      },
    },
  ]
}
