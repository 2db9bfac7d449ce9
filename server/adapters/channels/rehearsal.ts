import type { Channel } from '../../../contract/channelWords'
import { CHANNELS } from '../../../contract/channelWords'
import type { ChannelDirectory, ChannelRefusal, PaymentChannel } from '../../application/ports/channels'

const NOT_HERE: ChannelRefusal = {
  outcome: 'refused',
  code: 'REHEARSAL',
  message: 'a rehearsal speaks with no channel',
}
const SILENT = { status: 200, type: 'text/plain', body: '' }

const PAY_PARAMETERS: Readonly<Record<Channel, PaymentChannel['payParameters']>> = {
  wechat: (prepayId) => ({
    channel: 'wechat',
    timeStamp: '0',
    nonceStr: '0',
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
    paySign: '',
  }),
  alipay: (tradeNO) => ({ channel: 'alipay', tradeNO }),
}

/**
 * Channels of a rehearsal: orders are taken, and paid when the rehearsal says so, without a word over any wire. Everything
 * that a real channel would sign is refused.
 */
function rehearsalChannel(name: Channel): PaymentChannel {
  return {
    name,
    acknowledgement: SILENT,
    rejection: SILENT,
    createOrder: async ({ orderNo }) => ({ outcome: 'created', prepayId: `rehearsal-${orderNo}` }),
    payParameters: PAY_PARAMETERS[name],
    queryOrder: async () => ({ outcome: 'unpaid' }),
    closeOrder: async () => ({ outcome: 'closed' }),
    exchangeLoginCode: async () => ({ outcome: 'bad-code' }),
    queryTransaction: async () => NOT_HERE,
    refund: async () => NOT_HERE,
    queryRefund: async () => NOT_HERE,
    downloadFile: async () => NOT_HERE,
    refreshKeys: async () => false,
    verify: () => ({ outcome: 'refused', code: 'bad-signature' }),
  }
}

/** Both channels, for any company. */
export function rehearsalChannels(): ChannelDirectory {
  const channels = new Map(CHANNELS.map((name) => [name, rehearsalChannel(name)]))
  return { get: (_, channel) => channels.get(channel), companiesWith: () => [] }
}
