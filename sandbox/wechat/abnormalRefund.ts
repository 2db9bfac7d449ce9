import { constants, type KeyObject, privateDecrypt } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../world'
import { type Call, type Outcome, readBody } from './endpoint'
import { isRefusal, refuse } from './refusal'
import { refundObject } from './transaction'

const TAKES = 2000

const asked = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('USER_BANK_CARD'),
    out_refund_no: z.string().min(1).max(64),
    bank_type: z.string().min(1).max(32),
    bank_account: z.string().min(1).max(1024),
    real_name: z.string().min(1).max(1024),
  }),
  z.object({ type: z.literal('MERCHANT_BANK_CARD'), out_refund_no: z.string().min(1).max(64) }),
])

/**
 * POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund (formats.md 1.7): the money of an abnormal refund goes
 * to another card of the payer's, named under the platform's key, or to the merchant's own account.
 */
export function redirectRefund(world: World, call: Call): Outcome {
  const read = readBody(call, asked)
  if (isRefusal(read)) return read
  const { store } = world
  const { value } = read
  const mchid = call.merchant.numbers.wechat.mchid
  const refund = store.refunds.byNumber('wechat', mchid, value.out_refund_no)
  const order = refund && store.orders.byId(refund.orderId)
  if (!refund || !order || refund.refundId !== call.exchange.params.refundId)
    return refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  if (value.type === 'USER_BANK_CARD') {
    const key = keyOf(world, call.exchange.headers['wechatpay-serial'] ?? '')
    if (!key) return refuse(400, 'PARAM_ERROR', 'Http头Wechatpay-Serial不正确')
    const account = opened(value.bank_account, key)
    if (account === undefined || opened(value.real_name, key) === undefined)
      return refuse(400, 'PARAM_ERROR', '敏感信息解密失败')
    if (!/^\d{16,19}$/.test(account)) return refuse(400, 'PARAM_ERROR', '银行卡号不正确')
  }
  if (refund.state === 'processing' || refund.state === 'success')
    return { status: 200, body: refundObject(order, refund) }
  const now = world.clock.now()
  if (!store.refunds.redirect(refund.id, now + TAKES)) return refuse(400, 'INVALID_REQUEST', '退款单状态不允许该操作')
  return { status: 200, body: refundObject(order, { ...refund, state: 'processing' }) }
}

/** The private half of the key that a request names in Wechatpay-Serial. */
function keyOf(world: World, serial: string): KeyObject | undefined {
  const { wechatPlatform, wechatPubkey } = world.keys
  if (serial === wechatPlatform.serial) return wechatPlatform.privateKey
  return serial === wechatPubkey.id ? wechatPubkey.privateKey : undefined
}

function opened(sealed: string, key: KeyObject): string | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(sealed, 'base64')).toString('utf8')
  } catch {
    // Sealed under another key, or not at all.
    return undefined
  }
}
