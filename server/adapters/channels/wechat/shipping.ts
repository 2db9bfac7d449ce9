import type { ShippingOutcome, ShippingReporter } from '../../../application/ports/channels'
import { rfc3339 } from '../wire'
import type { AccessTokens } from './accessToken'
import { refusal } from './answers'
import type { OpenApi } from './openApi'
import type { WechatOptions } from './options'

/** The payment was reported before, or its one correction is used up: either way it is on record. */
const ALREADY = new Set(['10060002', '10060003'])
const BY_TRANSACTION = 2
const DELIVERED_BY_ITSELF = 3
const ALL_AT_ONCE = 1
const ITEM_LENGTH = 120

/** Reports to WeChat that what was paid for is delivered; without it, some categories' money stays frozen (formats.md 4.1). */
export function wechatShipping(
  api: OpenApi,
  tokens: AccessTokens,
  options: Pick<WechatOptions, 'clock'>,
): ShippingReporter {
  return {
    async reportShipping({ transactionId, payer, item }): Promise<ShippingOutcome> {
      if (payer.kind !== 'openid') throw new Error(`a WeChat payment is made by an openid, not ${payer.kind}`)
      const now = options.clock()
      const milliseconds = String(now % 1000).padStart(3, '0')
      const answer = await tokens.withToken((token) =>
        api.ask({
          endpoint: 'report-shipping',
          method: 'POST',
          path: `/wxa/sec/order/upload_shipping_info?access_token=${encodeURIComponent(token)}`,
          body: {
            order_key: { order_number_type: BY_TRANSACTION, transaction_id: transactionId },
            logistics_type: DELIVERED_BY_ITSELF,
            delivery_mode: ALL_AT_ONCE,
            shipping_list: [{ item_desc: [...item].slice(0, ITEM_LENGTH).join('') }],
            upload_time: rfc3339(now).replace('+08:00', `.${milliseconds}+08:00`),
            payer: { openid: payer.value },
          },
          // A second report would use up the one correction that is allowed.
          once: true,
        }),
      )
      if (answer.kind === 'verified' || (answer.kind === 'refused' && ALREADY.has(answer.code))) {
        return { outcome: 'reported' }
      }
      return answer.kind === 'no-token'
        ? { outcome: 'unknown', code: answer.code, message: answer.message }
        : refusal(answer)
    },
  }
}
