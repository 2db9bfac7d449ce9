import { type Columns, columnsOf } from '../columns'
import { FileFault } from '../lines'

/** The columns of a trade bill that are read; −1 where the layout lacks one (formats.md 2.2: 27 columns, 24 before 2018). */
export interface TradeLayout {
  columns: number
  time: number
  mchid: number
  transactionId: number
  orderNo: number
  tradeState: number
  refundId: number
  refundNo: number
  refundState: number
  fee: number
  rate: number
  voucher: number
  currency: number
  attach: number
  /** Columns whose sums the summary states, in this order: see `TRADE_SUMS`. */
  sums: readonly number[]
}

/** Each sum: the columns that may hold it (the newest name first), and what the summary line calls it. */
export const TRADE_SUMS = [
  { of: ['订单金额'], stated: ['订单总金额'] },
  { of: ['应结订单金额', '总金额'], stated: ['应结订单总金额', '总交易额'] },
  { of: ['申请退款金额'], stated: ['申请退款总金额'] },
  { of: ['退款金额'], stated: ['退款总金额', '总退款金额'] },
  { of: ['充值券退款金额', '代金券或立减优惠退款金额'], stated: ['充值券退款总金额', '总代金券或立减优惠退款金额'] },
] as const

export const ORDERED = 0

export const SETTLED = 1

export const REFUND_ASKED = 2

export const REFUNDED = 3

export const VOUCHER_REFUNDED = 4

/** Whether a line is the heading of a trade bill. */
export function isTradeHeading(text: string): boolean {
  return text.includes('交易时间') && text.includes('商户订单号')
}

/** Reads the heading line of a trade bill; throws FileFault when a needed column is missing. */
export function tradeLayout(headings: string[], line: number): TradeLayout {
  const columns: Columns = columnsOf(headings, line)
  // Only the bill of all kinds shows a whole day (formats.md 2.2).
  if (columns.find('退款申请时间', '退款成功时间') !== undefined)
    throw new FileFault('这是只有退款的账单（REFUND）：请下载全部类型（ALL）的账单', line)
  if (columns.find('商户退款单号') === undefined)
    throw new FileFault('这是只有成功交易的账单（SUCCESS），没有退款各列：请下载全部类型（ALL）的账单', line)
  columns.need('应结订单金额', '总金额')
  return {
    columns: columns.count,
    time: columns.need('交易时间'),
    mchid: columns.need('商户号'),
    transactionId: columns.need('微信订单号'),
    orderNo: columns.need('商户订单号'),
    tradeState: columns.need('交易状态'),
    refundId: columns.find('微信退款单号') ?? -1,
    refundNo: columns.find('商户退款单号') ?? -1,
    refundState: columns.find('退款状态') ?? -1,
    fee: columns.find('手续费') ?? -1,
    rate: columns.find('费率') ?? -1,
    currency: columns.find('货币种类') ?? -1,
    attach: columns.find('商户数据包') ?? -1,
    voucher: columns.find('代金券金额', '代金券或立减优惠金额') ?? -1,
    sums: TRADE_SUMS.map(({ of }) => columns.find(...of) ?? -1),
  }
}
