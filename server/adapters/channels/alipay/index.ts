import type { PaymentChannel } from '../../../application/ports/channels'
import type { Messenger } from '../../../application/ports/messages'
import { createCallGuard } from '../callGuard'
import { alipayDownloads } from './downloadFile'
import { createGateway } from './gateway'
import { alipayLogin } from './login'
import { alipayMessages } from './messages'
import { acknowledgement, rejection, verifyNotification } from './notification'
import type { AlipayOptions } from './options'
import { alipayOrders } from './orders'
import { alipayRefunds } from './refunds'

export type { AlipayMerchant, AlipayOptions, AlipayTrust } from './options'

export type AlipayChannel = PaymentChannel & Messenger

/**
 * Alipay for one merchant and its mini-program, in key mode or certificate mode. Throws when a key or an address among the
 * options is unusable; after that, whatever the channel does is an outcome.
 */
export function createAlipayChannel(options: AlipayOptions): AlipayChannel {
  const gateway = createGateway(options, createCallGuard('alipay', options))
  const { keys, rotation } = gateway
  const own = { appId: options.appId, sellerId: options.sellerId, keys, wanted: rotation.wanted }
  return {
    name: 'alipay',
    exchangeLoginCode: alipayLogin(gateway),
    ...alipayOrders(gateway, options),
    ...alipayRefunds(gateway),
    payParameters: (prepayId) => ({ channel: 'alipay', tradeNO: prepayId }),
    verify: (notification) => verifyNotification(notification, own),
    // Key mode has one key, read from its file; certificate mode fetches what notifications have named.
    refreshKeys: rotation.refresh,
    acknowledgement,
    rejection,
    downloadFile: alipayDownloads(gateway, options),
    ...alipayMessages(gateway, options),
  }
}
