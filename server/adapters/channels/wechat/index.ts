import type { PaymentChannel } from '../../../application/channelPort'
import { createWechatApi } from './api'
import { wechatBills } from './bill'
import { wechatLogin } from './login'
import { acknowledgement, rejection, verifyNotification } from './notification'
import type { WechatOptions } from './options'
import { wechatOrders } from './orders'
import { wechatRefunds } from './refunds'

export type { WechatMerchant, WechatOptions } from './options'

/**
 * WeChat Pay v3 for one merchant and its mini-program. Throws when a key or an address among the options is unusable;
 * after that, whatever the channel does is an outcome.
 */
export function createWechatChannel(options: WechatOptions): PaymentChannel {
  const api = createWechatApi(options)
  return {
    name: 'wechat',
    exchangeLoginCode: wechatLogin(options),
    ...wechatOrders(api, options),
    ...wechatRefunds(api),
    payParameters: (prepayId) => api.client.payParameters(prepayId),
    verify: (notification, now) => verifyNotification(notification, { ...options, keys: api.keys }, now),
    refreshKeys: api.refreshKeys,
    acknowledgement,
    rejection,
    downloadBill: wechatBills(api, options),
  }
}
