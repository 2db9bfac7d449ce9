import { z } from 'zod'
import { secondsText } from '../beijingTime'
import { pay } from '../resident/pay'
import { reverse } from '../resident/refundByHand'
import type { World } from '../world'
import { fail, type Outcome } from './answer'
import { makeTrade, tradeBasics } from './create'
import { bizContent, type Call, findTrade, tradeName } from './gateway'
import { tradeFields, tradeHead } from './trade'

export const precreation = z.object({ ...tradeBasics, product_code: z.enum(['FACE_TO_FACE_PAYMENT']).optional() })

const FOR_ANYBODY = { tradeType: 'FACE_TO_FACE_PAYMENT', payer: '', payerKind: 'open_id' } as const

/** The text of the QR code that a payer scans. */
export const qrCode = (tradeNo: string) => `https://qr.alipay.com/bax${tradeNo}`

/** alipay.trade.precreate: a code for whoever scans it. Until then nobody has a trade with that number. */
export function precreateTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, precreation)
  if ('ok' in read) return read
  const made = makeTrade(world, call, read.value, { ...FOR_ANYBODY, raw: read.raw })
  if ('ok' in made) return made
  return { ok: true, fields: { out_trade_no: made.order.orderNo, qr_code: qrCode(made.order.handle) } }
}

export const codePayment = z.object({
  ...tradeBasics,
  scene: z.enum(['bar_code', 'security_code']),
  auth_code: z.string().regex(/^(2[5-9]|30)\d{14,22}$/, '支付授权码为 16-24 位数字，以 25-30 开头'),
  product_code: z.enum(['FACE_TO_FACE_PAYMENT']).optional(),
  store_id: z.string().max(32).optional(),
})

/** alipay.trade.pay: the payer's code, scanned at a counter, pays at once (10000), or he has to confirm first (10003). */
export function payByCode(world: World, call: Call): Outcome {
  const read = bizContent(call, codePayment)
  if ('ok' in read) return read
  const asked = read.value
  const present = world.store.orders.byNumber('alipay', call.appId, asked.out_trade_no)
  if (present?.state === 'paid') return fail('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  const shown = world.store.loginCodes.redeem('alipay-code', call.appId, asked.auth_code, world.clock.now())
  if (shown.outcome !== 'redeemed') return fail('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付授权码无效，请刷新付款码后重新扫')
  const made = makeTrade(world, call, asked, { ...FOR_ANYBODY, payer: shown.payer, raw: read.raw })
  if ('ok' in made) return made
  if (world.faults.strikes('userPaying', { channel: 'alipay', company: call.merchant.id }))
    return { ok: true, code: '10003', msg: 'order success pay inprocess', fields: tradeHead(made.order) }
  const done = pay(world, made.order)
  const order = done.outcome === 'paid' ? done.order : made.order
  const { trade_status: _status, send_pay_date: _at, ...fields } = tradeFields(order, world.clock.now(), [])
  return { ok: true, fields: { ...fields, gmt_payment: secondsText(order.paidAt ?? order.createdAt) } }
}

export const cancellation = z.object({ ...tradeName })

/** alipay.trade.cancel: what is not paid is closed, what is paid goes back; also when nobody knows which of them it is. */
export function cancelTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, cancellation)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value, { scannedOrNot: true })
  const numbers = { out_trade_no: read.value.out_trade_no ?? '', trade_no: read.value.trade_no ?? '' }
  // A trade that never came to be is cancelled without more ado.
  if ('ok' in found) return { ok: true, fields: { ...numbers, retry_flag: 'N' } }
  const action = reverse(world, found.order)
  return {
    ok: true,
    fields: {
      ...{ trade_no: found.order.handle, out_trade_no: found.order.orderNo, retry_flag: 'N' },
      ...(action ? { action } : {}),
    },
  }
}
