import type { Channel } from '../../contract/channelWords'

/** Where in a conversation a fault strikes: what the page groups them by. */
export type FaultTarget = 'call' | 'payment' | 'notification' | 'refund' | 'bill' | 'bank'

export interface FaultDescription {
  place: FaultTarget
  /** For the page: what happens, in one sentence. */
  title: string
  /** The number that goes with it, where there is one. */
  value?: { label: string; default: number }
  /** Only one channel knows it. */
  only?: Channel
}

const SECOND = 1000

/** Every fault that can be switched on (formats.md 9, faults.md). The names are the API's. */
export const FAULTS = {
  timeoutBeforeEffect: { place: 'call', title: '请求石沉大海：没有办，也不回答' },
  timeoutAfterEffect: { place: 'call', title: '办了，但回答丢失' },
  error500: { place: 'call', title: '回答系统错误（500 / isp.unknow-error），没有办' },
  error500AfterEffect: { place: 'call', title: '办了，却回答系统错误（500 / ACQ.SYSTEM_ERROR）' },
  rateLimit429: { place: 'call', title: '回答频率超限（429 / 40005），没有办' },
  rateLimits: { place: 'call', title: '按公布的频率限制每家商户（账单每秒 3 次等），超出回答 429', only: 'wechat' },
  unavailable503: { place: 'call', title: '回答服务不可用（503）' },
  accepted202: { place: 'call', title: '回答 202：已受理，结果未知', only: 'wechat' },
  answerSigntest: { place: 'call', title: '回答带 WECHATPAY/SIGNTEST/ 探测签名', only: 'wechat' },
  answerForged: { place: 'call', title: '回答的签名错一位' },
  answerUnsigned: { place: 'call', title: '成功的回答没有签名' },
  answerUnknownSerial: { place: 'call', title: '回答用未知的平台证书序列号', only: 'wechat' },
  answerStale: { place: 'call', title: '回答的时间戳过早', value: { label: '秒', default: 301 }, only: 'wechat' },
  publicKeyRamp: { place: 'call', title: '灰度：改用微信支付公钥签名（回答与通知）', only: 'wechat' },
  certificateRotated: { place: 'call', title: '换用新的支付宝公钥证书签名（证书模式的应用）', only: 'alipay' },
  tokenExpired: { place: 'call', title: '小程序 access_token 已失效（42001）', only: 'wechat' },
  messageRefused: { place: 'call', title: '订阅消息：用户没有同意（43101）' },
  userIdPayers: { place: 'call', title: '应用仍是 user_id 模式：登录返回 2088 号', only: 'alipay' },

  wrongAmountBy1Fen: {
    place: 'payment',
    title: '实际支付多 1 分（值为 -1 则少 1 分）',
    value: { label: '分', default: 1 },
  },
  paidBeforeAnswer: { place: 'payment', title: '下单还没回答，钱已付、通知已到' },
  userPaying: { place: 'payment', title: '付款码支付：用户正在输密码（USERPAYING / 10003），结果要查询' },
  paidAfterClose: { place: 'payment', title: '关单成功后仍被支付' },

  loseNotifications: { place: 'notification', title: '通知永不发出' },
  loseDeliveries: { place: 'notification', title: '本次投递丢失（之后按时重发）' },
  duplicateNotifications: { place: 'notification', title: '同一通知同时投递多次', value: { label: '份', default: 2 } },
  delayNotificationsMs: { place: 'notification', title: '通知推迟', value: { label: '毫秒', default: 60 * SECOND } },
  reorderNotifications: {
    place: 'notification',
    title: '通知乱序（随机推迟，至多）',
    value: { label: '毫秒', default: 5 * SECOND },
  },
  forgeSignature: { place: 'notification', title: '投递的签名错一位' },
  forgeBody: { place: 'notification', title: '投递的正文错一位' },
  dropHeader: { place: 'notification', title: '投递缺一个签名头', only: 'wechat' },
  signtestNotifications: { place: 'notification', title: '投递带 WECHATPAY/SIGNTEST/ 探测签名', only: 'wechat' },
  unknownSerialNotifications: { place: 'notification', title: '投递用未知的平台证书序列号', only: 'wechat' },
  staleNotifications: {
    place: 'notification',
    title: '投递的时间戳过早',
    value: { label: '秒', default: 301 },
    only: 'wechat',
  },
  foreignMerchant: { place: 'notification', title: '签名真实，商户号（卖家号）是别家的' },
  foreignApp: { place: 'notification', title: '签名真实，应用号是别家的' },
  closeNotices: { place: 'notification', title: '超时关闭也发通知（TRADE_CLOSED，没有 refund_fee）', only: 'alipay' },

  refundAbnormal: { place: 'refund', title: '退款异常（原卡已销户）', only: 'wechat' },
  refundClosed: { place: 'refund', title: '退款关闭', only: 'wechat' },
  refundNotEnough: { place: 'refund', title: '商户余额不足' },
  refundSilent: { place: 'refund', title: '退款未成：fund_change 为 N，查询不到状态', only: 'alipay' },
  refundSlowMs: {
    place: 'refund',
    title: '退款处理时间',
    value: { label: '毫秒', default: 3600 * SECOND },
    only: 'wechat',
  },

  billLate: { place: 'bill', title: '账单还没有生成' },
  billDigestWrong: { place: 'bill', title: '账单摘要不符', only: 'wechat' },
  billCut: { place: 'bill', title: '账单文件被截断' },
  billAmountOff: { place: 'bill', title: '一行金额差 1 分（合计不变）' },
  billRowMissing: { place: 'bill', title: '少一行（合计不变）' },
  billRowDoubled: { place: 'bill', title: '一行重复（合计不变）' },

  bankFileLate: { place: 'bank', title: '银行文件迟到' },
  bankFlagMissing: { place: 'bank', title: '数据文件已到，完成标志文件（.md5）没有到' },
  bankTotalWrong: { place: 'bank', title: '首行合计多 1 分' },
  bankRowDoubled: { place: 'bank', title: '一行重复（合计不变）' },
  bankRowShort: { place: 'bank', title: '一行缺字段' },
  bankByteBroken: { place: 'bank', title: '一个字节不是 GBK' },
  cardCheckDown: { place: 'bank', title: '银行卡核验不应答' },
  cardNameDiffers: { place: 'bank', title: '银行卡户名不一致' },
  payoutFails: { place: 'bank', title: '代发失败' },
  payoutReturns: { place: 'bank', title: '代发成功，两天后退汇' },
} as const satisfies Record<string, FaultDescription>

export type FaultName = keyof typeof FAULTS

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

export function describe(name: FaultName): FaultDescription {
  return FAULTS[name]
}

/** A copy with one bit turned; `chance` in [0, 1) says which. An empty buffer stays empty. */
export function flipBit(bytes: Buffer, chance: number): Buffer {
  const copy = Buffer.from(bytes)
  const bit = Math.floor(chance * copy.length * 8)
  const at = bit >> 3
  const byte = copy[at]
  if (byte !== undefined) copy[at] = byte ^ (1 << (bit & 7))
  return copy
}
