import { z } from 'zod'
import { CHANNELS } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { json } from '../http/exchange'
import { problem, readRequest, unknownCompany } from '../http/problem'
import type { Route } from '../http/router'
import { numbersAt } from '../keys/merchants'
import { identityOf } from '../resident/identity'
import { merchantOf, type World } from '../world'

const consent = z.strictObject({
  platform: z.enum(CHANNELS),
  company: companyId,
  /** Whoever it is, as for login codes; or the payer identity itself. */
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
