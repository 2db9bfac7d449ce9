/** What a source of money is called at the desk: wechat → 微信支付, bank:icbc → 工商银行. */
export type SourceName = (source: string) => string

const CHANNELS: Readonly<Record<string, string>> = { wechat: '微信支付', alipay: '支付宝' }
const BANK = 'bank:'

/**
 * Names sources of money in one way for pages, exports and sentences. `bankName` knows the banks that are configured, by id;
 * one that is not any more is called by its id: 银行 icbc.
 */
export function sourceNames(bankName: (id: string) => string | undefined): SourceName {
  return (source) => {
    const channel = CHANNELS[source]
    if (channel !== undefined) return channel
    if (!source.startsWith(BANK)) return source
    const id = source.slice(BANK.length)
    return bankName(id) ?? `银行 ${id}`
  }
}
