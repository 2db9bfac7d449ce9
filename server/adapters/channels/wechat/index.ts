import type { PaymentChannel, ShippingReporter } from '../../../application/ports/channels'
import type { Messenger } from '../../../application/ports/messages'
import { createCallGuard } from '../callGuard'
import { createAccessTokens } from './accessToken'
import { createWechatApi } from './api'
import { wechatDownloads } from './downloadFile'
import { wechatLogin } from './login'
import { wechatMessages } from './messages'
import { acknowledgement, rejection, verifyNotification } from './notification'
import { createOpenApi } from './openApi'
import type { WechatOptions } from './options'
import { wechatOrders } from './orders'
import { wechatRefunds } from './refunds'
import { wechatShipping } from './shipping'

export type { WechatMerchant, WechatOptions } from './options'

export type WechatChannel = PaymentChannel & Messenger & ShippingReporter

/**
 * WeChat Pay v3 and WeChat's own API for one merchant and its mini-program. Throws when a key or an address among the
 * options is unusable; after that, whatever the channel does is an outcome.
 */
export function createWechatChannel(options: WechatOptions): WechatChannel {
  const callGuard = createCallGuard('wechat', options)
  const api = createWechatApi(options, callGuard)
  const openApi = createOpenApi(options, callGuard)
  const tokens = createAccessTokens(openApi, options)
  return {
    name: 'wechat',
    exchangeLoginCode: wechatLogin(openApi, options),
    ...wechatOrders(api, options),
    ...wechatRefunds(api),
    payParameters: (prepayId) => api.client.payParameters(prepayId),
    verify: (notification, now) => verifyNotification(notification, { ...options, keys: api.keys }, now),
    refreshKeys: api.refreshKeys,
    acknowledgement,
    rejection,
    downloadFile: wechatDownloads(api, options),
    ...wechatMessages(openApi, tokens, options),
    ...wechatShipping(openApi, tokens, options),
  }
}
