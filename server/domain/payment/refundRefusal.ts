/** What a channel's code for a refund that it does not give means to who has to act on it (formats.md 1.7, 3.7). */
const WORDS: Readonly<Record<string, string>> = {
  NOT_ENOUGH: '商户可用余额不足，请充值后重试',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': '商户可用余额不足，请充值后重试',
  USER_ACCOUNT_ABNORMAL: '用户的支付账户已注销或异常，请改用其他方式退款',
  TRADE_OVERDUE: '已超过渠道的退款期限，请改用其他方式退款',
  'ACQ.TRADE_HAS_FINISHED': '已超过渠道的退款期限，请改用其他方式退款',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': '退款金额超过渠道可退的金额，请核对已退金额',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': '退款金额超过渠道可退的金额，请核对已退金额',
  'ACQ.REASON_TRADE_BEEN_FREEZEN': '这笔交易已被渠道冻结，请联系渠道',
  RESOURCE_NOT_EXISTS: '渠道查无此订单，请到商户平台核对',
  ORDER_NOT_EXIST: '渠道查无此订单，请到商户平台核对',
  'ACQ.TRADE_NOT_EXIST': '渠道查无此订单，请到商户平台核对',
  NO_AUTH: '商户号没有退款权限，请到商户平台开通',
  ABNORMAL: '退款没有到账：用户的银行卡已注销或冻结，请改用其他方式退款',
  CLOSED: '退款已被渠道关闭，请核对后重试',
  OTHER_AMOUNT: '渠道退回的金额与申请的不符，请到商户平台核对，不要再次退款',
  NO_ANSWER: '渠道二十四小时没有给出结果，请到商户平台核对后重试',
  NO_ROUTE: '没有可用的退款通道',
}

/** Why a refund failed, in Chinese, from the channel's code and its own words; null where it did not say. */
export function refusalInWords({
  refusedCode,
  refusedText,
}: {
  refusedCode?: string | null
  refusedText?: string | null
}): string | null {
  if (!refusedCode) return null
  return WORDS[refusedCode] ?? `渠道没有退款：${refusedText || '未说明原因'}（${refusedCode}）`
}
