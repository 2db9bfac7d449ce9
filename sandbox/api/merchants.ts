import type { Channel } from '../../contract/channelWords'
import { json, problem, type Route, readRequest } from '../http/router'
import { keepMerchant, ownMerchant, takeIn } from '../keys/ownMerchants'
import type { World } from '../world'

/** Merchants of one's own: numbers and public keys that somebody's program already has. */
export function merchantRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/sandbox/api/merchants',
      title: '列出商户',
      // Secrets stay in DATA_DIR/sandbox/keys/merchant.json.
      handler: () =>
        json(200, {
          merchants: world.companies.flatMap(({ id, name }) => {
            const numbers = world.keys.merchants[id]
            if (!numbers) return []
            const { appid, mchid, merchantSerial } = numbers.wechat
            const { appId, sellerId } = numbers.alipay
            const shown = {
              wechat: { appid, mchid, merchantSerial },
              alipay: { appId, sellerId },
            } satisfies Record<Channel, Record<string, string>>
            return [{ id, name, ...shown }]
          }),
        }),
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/merchants',
      title: '登记自有商户的号码与公钥',
      handler(exchange) {
        const read = readRequest(exchange, ownMerchant)
        if (!read.ok) return read.reply
        const taken = numberTaken(world, read.value)
        if (taken !== undefined) return problem(409, 'number-used', `${taken} 已是另一家商户的号码`)
        keepMerchant(world.dataDir, read.value)
        takeIn(world, read.value)
        return json(201, { id: read.value.id })
      },
    },
  ]
}

/** A number that another merchant has already: a call must belong to one merchant. */
export function numberTaken(
  world: World,
  asked: {
    id: string
    wechat?: { mchid?: string | undefined } | undefined
    alipay?: { appId?: string | undefined } | undefined
  },
): string | undefined {
  for (const [id, { wechat, alipay }] of Object.entries(world.keys.merchants)) {
    if (id === asked.id) continue
    if (asked.wechat?.mchid === wechat.mchid) return wechat.mchid
    if (asked.alipay?.appId === alipay.appId) return alipay.appId
  }
  return undefined
}
