import type { PaymentChannel } from '../../../application/channelPort'
import { alipayBills } from './bill'
import { createGateway } from './gateway'
import { alipayLogin } from './login'
import { acknowledgement, rejection, verifyNotification } from './notification'
import type { AlipayOptions } from './options'
import { alipayOrders } from './orders'
import { alipayRefunds } from './refunds'

export type { AlipayMerchant, AlipayOptions } from './options'

/**
 * Alipay for one merchant and its mini-program, in key mode. Throws when a key or an address among the options is unusable;
 * after that, whatever the channel does is an outcome.
 */
export function createAlipayChannel(options: AlipayOptions): PaymentChannel {
  const gateway = createGateway(options)
  const own = { appId: options.appId, sellerId: options.sellerId, key: gateway.client.key }
  return {
    name: 'alipay',
    exchangeLoginCode: alipayLogin(gateway),
    ...alipayOrders(gateway, options),
    ...alipayRefunds(gateway),
    payParameters: (prepayId) => ({ channel: 'alipay', tradeNO: prepayId }),
    verify: (notification) => verifyNotification(notification, own),
    // Key mode has one key, read from its file; there is none to fetch.
    refreshKeys: () => Promise.resolve(false),
    acknowledgement,
    rejection,
    downloadBill: alipayBills(gateway, options),
  }
}
