import { bankIn, type Channel, isChannel } from '../../../contract/channelWords'
/** What a source of money is called at the desk: wechat → 微信支付, bank:icbc → 工商银行. */
export type SourceName = (source: string) => string

const CHANNEL_NAMES: Readonly<Record<Channel, string>> = { wechat: '微信支付', alipay: '支付宝' }

/**
 * Names sources of money in one way for pages, exports and sentences. `bankName` knows the banks that are configured, by id;
 * one that is not any more is called by its id: 银行 icbc.
 */
export function sourceNames(bankName: (id: string) => string | undefined): SourceName {
  return (source) => {
    if (isChannel(source)) return CHANNEL_NAMES[source]
    const id = bankIn(source)
    return id === undefined ? source : (bankName(id) ?? `银行 ${id}`)
  }
}
