import { z } from 'zod'
import { eventId, optionalField, statedTime, unneeded } from '../lenient'
import { MAX_FEN, parseRfc3339 } from '../wire'

/** What WeChat Pay v3 says, as far as we read it (formats.md 1 and 2.1). Unknown members may appear at any time. */

/** Money is whole fen; anything else is refused rather than rounded. */
const fenAmount = z.int().positive().max(MAX_FEN)
const orderNo = z.string().min(1).max(64)

/** RFC 3339 text, or whatever stands in its place. */
const told = statedTime(parseRfc3339)

export const errorBody = z.object({ code: z.string().min(1), message: z.string().default('') })

export const prepayBody = z.object({ prepay_id: z.string().min(1).max(128) })

const orderNames = { appid: z.string(), mchid: z.string(), out_trade_no: orderNo }

/** A payment that was made: trade_state REFUND means paid, and given back in part or whole since (formats.md 1.6). */
export const paidOrder = z.object({
  ...orderNames,
  transaction_id: z.string().min(1).max(64),
  trade_state: z.enum(['SUCCESS', 'REFUND']),
  success_time: told,
  payer: unneeded(z.object({ openid: z.string().min(1).max(128) })),
  /** What our order handed to the channel. */
  attach: unneeded(z.string().max(512)),
  amount: z.object({ total: fenAmount, currency: optionalField(z.literal('CNY')) }),
})
export type PaidOrder = z.infer<typeof paidOrder>

const unpaidOrder = z.object({
  ...orderNames,
  trade_state: z.enum(['NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
})

export const orderBody = z.union([paidOrder, unpaidOrder])

export const refundBody = z.object({
  refund_id: z.string().min(1).max(64),
  out_refund_no: orderNo,
  out_trade_no: orderNo,
  status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']),
  /** There only once it is done. */
  success_time: told,
  amount: z.object({ refund: fenAmount, currency: optionalField(z.literal('CNY')) }),
})

/** A notification before it is decrypted (formats.md 1.8). */
export const envelope = z.object({
  id: eventId,
  create_time: told,
  event_type: z.string().min(1),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string().min(1),
    associated_data: optionalField(z.string()).transform((data) => data ?? ''),
    nonce: z.string().min(1),
  }),
})
export type Sealed = z.infer<typeof envelope>['resource']

export const refundNotice = z.object({
  mchid: z.string(),
  out_trade_no: orderNo,
  transaction_id: unneeded(z.string().min(1).max(64)),
  out_refund_no: orderNo,
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  success_time: told,
  amount: z.object({ refund: fenAmount }),
})

export const certificatesBody = z.object({
  data: z.array(
    z.object({
      serial_no: z.string().min(1),
      encrypt_certificate: z.object({
        algorithm: z.literal('AEAD_AES_256_GCM'),
        ciphertext: z.string().min(1),
        associated_data: optionalField(z.string()).transform((data) => data ?? ''),
        nonce: z.string().min(1),
      }),
    }),
  ),
})

export const billBody = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.string().min(1),
})

/** jscode2session and stable_token (formats.md 4.1). */
export const loginBody = z.object({ openid: z.string().min(1).max(128) })
export const tokenBody = z.object({ access_token: z.string().min(1).max(1024), expires_in: z.int().positive() })
