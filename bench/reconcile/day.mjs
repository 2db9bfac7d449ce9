// A day of payments as the bench makes it: the rows of our books, the rows of WeChat's bill, and the differences planted
// between the two. Everything follows from a row's number, so that nothing needs to be kept in memory.

export const COMPANY = 'lanzhou'
export const DATE = '2026-11-20'
/** 00:00 of the day in Asia/Shanghai, epoch milliseconds. */
const MIDNIGHT = Date.parse(`${DATE}T00:00:00+08:00`)
const DAY_SECONDS = 86_400
/** Far enough from midnight for the day's cut not to matter. */
const QUIET_SECONDS = 120
const RATE_PPM = 2000

export const KINDS = [
  'channel-only',
  'ours-only',
  'amount',
  'status',
  'duplicate-row',
  'fee',
  'carried-over',
  'foreign',
]

const strideOf = (rows, perKind) => Math.floor(rows / (perKind * KINDS.length))

/** Which difference is planted on a row: the kinds in turn, `perKind` of each, spread over the whole day; else undefined. */
export function plantedOn(n, rows, perKind) {
  const stride = strideOf(rows, perKind)
  const turn = n / stride
  return n % stride === 0 && turn < perKind * KINDS.length ? KINDS[turn % KINDS.length] : undefined
}

/** A payment of the day. */
export function paymentOf(n, kind) {
  const second =
    kind === 'carried-over'
      ? DAY_SECONDS - 1 - (n % 50)
      : QUIET_SECONDS + ((n * 7919) % (DAY_SECONDS - 2 * QUIET_SECONDS))
  return {
    transactionId: `42000029992026112${String(n).padStart(11, '0')}`,
    orderNo: `HP261120${String(n).padStart(10, '0')}`,
    amountFen: 50_000 + ((n * 104_729) % 400_000),
    paidAt: MIDNIGHT + second * 1000,
  }
}

export const isInBooks = (kind) => kind !== 'channel-only' && kind !== 'foreign'
export const isInBill = (kind) => kind !== 'ours-only' && kind !== 'carried-over'

const feeOf = (fen) => Math.floor((fen * RATE_PPM + 500_000) / 1_000_000)
const yuan = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
const pad = (number) => String(number).padStart(2, '0')

function timeOf(paidAt) {
  const second = (paidAt - MIDNIGHT) / 1000
  return `${DATE} ${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`
}

const HEADING =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n'
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n'

/** WeChat's trade bill of the day (27 columns, a summary at its end), in chunks of text. */
export function* billOf(rows, perKind, { appid, mchid }) {
  const sums = { rows: 0, fen: 0, feeFen: 0 }
  let chunk = HEADING
  const line = (n, kind) => {
    const { transactionId, orderNo, amountFen, paidAt } = paymentOf(n, kind)
    const fen = kind === 'amount' ? amountFen + 1 : amountFen
    const fee = kind === 'fee' ? feeOf(fen) + 100 : feeOf(fen)
    sums.rows += 1
    sums.fen += fen
    sums.feeFen += fee
    const merchant = kind === 'foreign' ? '1999999999' : mchid
    const state = kind === 'status' ? 'REVOKED' : 'SUCCESS'
    return (
      `\`${timeOf(paidAt)},\`${appid},\`${merchant},\`0,\`,\`${transactionId},\`${orderNo},\`oUpF8uMuAJO${n},\`JSAPI,` +
      `\`${state},\`ICBC_DEBIT,\`CNY,\`${yuan(fen)},\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`2026-2027采暖季采暖费,\`,` +
      `\`${yuan(fee)}000,\`0.20%,\`${yuan(fen)},\`0.00,\`\n`
    )
  }
  for (let n = 0; n < rows; n++) {
    const kind = plantedOn(n, rows, perKind)
    if (isInBill(kind)) chunk += line(n, kind)
    if (kind === 'duplicate-row') chunk += line(n, kind)
    if (chunk.length > 1 << 18) {
      yield chunk
      chunk = ''
    }
  }
  const total = yuan(sums.fen)
  yield `${chunk}${SUMMARY}\`${sums.rows},\`${total},\`0.00,\`0.00,\`${yuan(sums.feeFen)}000,\`${total},\`0.00\n`
}

/** The order numbers of the planted differences, by kind. */
export function plantedIn(rows, perKind) {
  const planted = Object.fromEntries(KINDS.map((kind) => [kind, []]))
  for (let turn = 0; turn < perKind * KINDS.length; turn++) {
    const n = turn * strideOf(rows, perKind)
    const kind = plantedOn(n, rows, perKind)
    if (kind) planted[kind].push(paymentOf(n, kind).orderNo)
  }
  return planted
}
