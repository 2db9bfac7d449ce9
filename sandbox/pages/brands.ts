import type { Channel } from '../../contract/channelWords'

/** How each channel shows itself to people: its name, in short, its sign, and what a payer pays from. */
export const BRANDS: Readonly<Record<Channel, { name: string; short: string; sign: string; from: string }>> = {
  wechat: { name: '微信支付', short: '微信', sign: '微', from: '零钱' },
  alipay: { name: '支付宝', short: '支付宝', sign: '支', from: '账户余额' },
}
