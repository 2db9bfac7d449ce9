import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { createAlipayChannel } from '../../../server/adapters/channels/alipay'
import type { BreakerRules, CallMeter } from '../../../server/adapters/channels/callGuard'
import { createWechatChannel } from '../../../server/adapters/channels/wechat'
import type { Payer, PaymentChannel } from '../../../server/application/ports/channels'
import type { Log } from '../../../server/application/ports/system'
import { alipayOptions, gatewayAnswer } from './alipayPlatform'
import type { Heard, Told } from './server'
import { APPID, MCHID, signedAnswer, wechatOptions } from './wechatPlatform'

/** What both rooms let a test decide. */
export interface Changed {
  clock?: () => number
  log?: Log
  maxFileBytes?: number
  meter?: CallMeter
  breaker?: BreakerRules
}

/** One channel's way of saying what every channel can say. Both rooms go through the same cases. */
export interface Room {
  name: 'wechat' | 'alipay'
  make(url: string, changed?: Changed): PaymentChannel
  payer: Payer
  /** The names and numbers that a request carries, wherever the channel wants them. */
  asked(request: Heard): Record<string, unknown>
  answers: {
    created: Told
    order(state: 'paid' | 'unpaid' | 'closed' | 'refunded', orderNo?: string): Told
    closed: Told
    refund(state: 'done' | 'under-way', numbers?: { orderNo?: string; refundNo?: string }): Told
    refundQuery(state: 'done' | 'none', numbers?: { orderNo?: string; refundNo?: string }): Told
    login: Told
    badCode: Told
    bill(url: string, file: Buffer): Told
    /** A genuine answer without its signature. */
    unsigned(answer: Told): Told
    forged(answer: Told): Told
    /** The signature of `other` under the words of `answer`. */
    swapped(answer: Told, other: Told): Told
  }
  codes: Record<'clear' | 'alreadyPaid' | 'statusConflict', string>
  dayFile: { whole: Buffer; broken: Buffer; fileName: string; brokenReason: string }
}

export type Reason =
  | 'clear'
  | 'no-order'
  | 'already-paid'
  | 'already-closed'
  | 'status-conflict'
  | 'busy'
  | 'too-often'
  | 'no-bill'
  | 'bill-not-yet'

const ORDER = 'HF20261101000001'

const REFUND = 'RF20261102000001'

const flipped = (text: string) => `${text.slice(0, 40)}${text[40] === 'A' ? 'B' : 'A'}${text.slice(41)}`

const wechatError = (status: number, code: string): Told => ({
  status,
  body: JSON.stringify({ code, message: 'reason' }),
})

const WECHAT_REASONS: Record<Reason, Told> = {
  clear: wechatError(403, 'OUT_TRADE_NO_USED'),
  'no-order': wechatError(404, 'ORDER_NOT_EXIST'),
  'already-paid': wechatError(400, 'ORDERPAID'),
  'already-closed': wechatError(400, 'ORDER_CLOSED'),
  'status-conflict': wechatError(403, 'TRADE_ERROR'),
  busy: wechatError(500, 'SYSTEM_ERROR'),
  'too-often': wechatError(429, 'FREQUENCY_LIMITED'),
  'no-bill': wechatError(400, 'NO_STATEMENT_EXIST'),
  'bill-not-yet': wechatError(400, 'STATEMENT_CREATING'),
}

const wechatNumbers = { appid: APPID, mchid: MCHID }

const csv = Buffer.from(`交易时间,公众账号ID\n${'`2026-11-01 08:00:05,`wx2421b1c4370ec43b\n'.repeat(50)}`)

export const wechat: Room = {
  name: 'wechat',
  make: (url, changed) => createWechatChannel(wechatOptions(url, changed)),
  payer: { kind: 'openid', value: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  asked: (request) => JSON.parse(request.body || '{}'),
  answers: {
    created: signedAnswer({ prepay_id: 'wx201410272009395522657a690389285100' }),
    order(state, orderNo = ORDER) {
      const names = { ...wechatNumbers, out_trade_no: orderNo }
      const paid = {
        transaction_id: '4200002999202611010000000001',
        success_time: '2026-11-01T08:00:05+08:00',
        payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
      }
      const amount = { total: 123456, currency: 'CNY' }
      if (state === 'unpaid') return signedAnswer({ ...names, trade_state: 'NOTPAY', amount })
      if (state === 'closed') return signedAnswer({ ...names, trade_state: 'CLOSED', amount })
      return signedAnswer({ ...names, ...paid, amount, trade_state: state === 'paid' ? 'SUCCESS' : 'REFUND' })
    },
    closed: signedAnswer(undefined),
    refund: (state, { orderNo = ORDER, refundNo = REFUND } = {}) =>
      signedAnswer({
        refund_id: '50300000000202611020000000001',
        out_refund_no: refundNo,
        out_trade_no: orderNo,
        status: state === 'done' ? 'SUCCESS' : 'PROCESSING',
        amount: { total: 123456, refund: 23456 },
      }),
    refundQuery: (state, numbers) =>
      state === 'done' ? wechat.answers.refund('done', numbers) : wechatError(404, 'RESOURCE_NOT_EXISTS'),
    login: { status: 200, body: '{"session_key":"c2Vzc2lvbg==","openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}' },
    badCode: { status: 200, body: '{"errcode":40029,"errmsg":"invalid code"}' },
    bill: (url, file) =>
      signedAnswer({ hash_type: 'SHA1', hash_value: createHash('sha1').update(file).digest('hex'), download_url: url }),
    unsigned: ({ status, body }) => ({ status, headers: {}, body }),
    forged: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'wechatpay-signature': flipped(answer.headers?.['wechatpay-signature'] ?? '') },
    }),
    swapped: (answer, other) => ({ ...answer, headers: other.headers }),
  },
  codes: { clear: 'OUT_TRADE_NO_USED', alreadyPaid: 'ORDERPAID', statusConflict: 'TRADE_ERROR' },
  dayFile: {
    whole: gzipSync(csv),
    broken: gzipSync(csv.subarray(1)),
    fileName: 'wechat-trade.csv.gz',
    brokenReason: 'digest-mismatch',
  },
}

const method = (operation: string) => `alipay.trade.${operation}`

const alipayError = (operation: string, code: string, sub_code: string): Told =>
  gatewayAnswer(operation, { code, msg: 'Business Failed', sub_code, sub_msg: 'reason' })

const done = { code: '10000', msg: 'Success' }

const BILL = 'alipay.data.dataservice.bill.downloadurl.query'

/** An error of Alipay's is signed under the name of the method that was called: the reply waits for the question. */
const ALIPAY_REASONS: Record<Reason, [code: string, subCode: string]> = {
  clear: ['40004', 'ACQ.CONTEXT_INCONSISTENT'],
  'no-order': ['40004', 'ACQ.TRADE_NOT_EXIST'],
  'already-paid': ['40004', 'ACQ.TRADE_HAS_SUCCESS'],
  'already-closed': ['40004', 'ACQ.TRADE_HAS_CLOSE'],
  'status-conflict': ['40004', 'ACQ.TRADE_STATUS_ERROR'],
  busy: ['20000', 'isp.unknow-error'],
  'too-often': ['40005', 'isv.call-limited'],
  'no-bill': ['40004', 'isp.bill_not_exist'],
  'bill-not-yet': ['40004', 'BILL_NOT_EXIST'],
}

/** As a zip archive ends: a directory of no entries, which begins where the data end. */
const end = Buffer.alloc(22)

end.write('PK\u0005\u0006', 'latin1')

end.writeUInt32LE(csv.length, 16)

const archive = Buffer.concat([csv, end])

export const alipay: Room = {
  name: 'alipay',
  make: (url, changed) => createAlipayChannel(alipayOptions(url, changed)),
  payer: { kind: 'open_id', value: '0123abcd' },
  asked(request) {
    const query = Object.fromEntries(new URLSearchParams(request.target.split('?')[1]))
    const body = Object.fromEntries(new URLSearchParams(request.body))
    return { ...query, ...body, ...JSON.parse(body.biz_content ?? '{}') }
  },
  answers: {
    created: gatewayAnswer(method('create'), {
      ...done,
      out_trade_no: ORDER,
      trade_no: '2026110122001400001234567890',
    }),
    order(state, orderNo = ORDER) {
      const trade = {
        ...done,
        out_trade_no: orderNo,
        trade_no: '2026110122001400001234567890',
        total_amount: '1234.56',
      }
      const paid = { send_pay_date: '2026-11-01 08:00:05', buyer_open_id: '0123abcd' }
      if (state === 'unpaid') return gatewayAnswer(method('query'), { ...trade, trade_status: 'WAIT_BUYER_PAY' })
      if (state === 'closed') return gatewayAnswer(method('query'), { ...trade, trade_status: 'TRADE_CLOSED' })
      const trade_status = state === 'paid' ? 'TRADE_SUCCESS' : 'TRADE_CLOSED'
      return gatewayAnswer(method('query'), { ...trade, ...paid, trade_status })
    },
    closed: gatewayAnswer(method('close'), { ...done, out_trade_no: ORDER, trade_no: '2026110122001400001234567890' }),
    refund: (state, { orderNo = ORDER } = {}) =>
      gatewayAnswer(method('refund'), {
        ...done,
        out_trade_no: orderNo,
        fund_change: state === 'done' ? 'Y' : 'N',
        refund_fee: '1234.56',
      }),
    refundQuery: (state, { orderNo = ORDER, refundNo = REFUND } = {}) =>
      gatewayAnswer(method('fastpay.refund.query'), {
        ...done,
        ...(state === 'done'
          ? { out_trade_no: orderNo, out_request_no: refundNo, refund_status: 'REFUND_SUCCESS' }
          : {}),
      }),
    login: gatewayAnswer('alipay.system.oauth.token', {
      open_id: '0123abcd',
      access_token: 'composeB',
      expires_in: '3600',
    }),
    badCode: gatewayAnswer(
      '',
      { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.code-invalid', sub_msg: '授权码code无效' },
      { key: 'error_response' },
    ),
    bill: (url) => gatewayAnswer(BILL, { ...done, bill_download_url: url }),
    unsigned: (answer) => ({ ...answer, body: String(answer.body).replace(/,"sign":"[^"]*"/, '') }),
    forged: (answer) => ({
      ...answer,
      body: String(answer.body).replace(/"sign":"([^"]*)"/, (_all, sign: string) => `"sign":"${flipped(sign)}"`),
    }),
    swapped: (answer, other) => ({
      ...answer,
      body: String(answer.body).replace(/"sign":"[^"]*"/, /"sign":"[^"]*"/.exec(String(other.body))?.[0] ?? ''),
    }),
  },
  codes: {
    clear: 'ACQ.CONTEXT_INCONSISTENT',
    alreadyPaid: 'ACQ.TRADE_HAS_SUCCESS',
    statusConflict: 'ACQ.TRADE_STATUS_ERROR',
  },
  dayFile: {
    whole: archive,
    broken: archive.subarray(0, -1),
    fileName: 'alipay-trade.zip',
    brokenReason: 'not-zip',
  },
}

/** A refusal as an answer to whatever is asked. */
export function refusing(room: Room, reason: Reason): (request: Heard) => Told {
  if (room.name === 'wechat') return () => WECHAT_REASONS[reason]
  return (request) =>
    alipayError(new URL(request.target, 'http://x').searchParams.get('method') ?? '', ...ALIPAY_REASONS[reason])
}

export const ROOMS = [wechat, alipay]
