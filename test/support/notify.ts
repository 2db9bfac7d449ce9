import { createCipheriv, createSign, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { World } from './world'

/** Notifications made and signed by the test itself, with the platform's keys that contract.md names (formats.md 1.8, 3.8). */
export interface Signed {
  path: string
  headers: Record<string, string>
  body: Buffer
}

interface Numbers {
  wechat: { appid: string; mchid: string; apiV3Key: string }
  alipay: { appId: string; sellerId: string }
}

const keyFile = (world: World, name: string) =>
  readFileSync(path.join(world.settings.dataDir, 'sandbox', 'keys', name), 'utf8')

export function merchantOf(world: World, company: string): Numbers {
  const numbers = (JSON.parse(keyFile(world, 'merchant.json')) as Record<string, Numbers>)[company]
  if (!numbers) throw new Error(`no merchant for ${company}`)
  return numbers
}

export interface WechatPaymentFacts {
  orderNo: string
  amountFen: number
  transactionId: string
  eventId?: string
  mchid?: string
  appid?: string
  /** Seconds by which the timestamp is off. */
  skew?: number
  signature?: string
  serial?: string
  /** Fields of the sealed content that are otherwise than usual. */
  plain?: Record<string, unknown>
  /** What is authenticated beside it; null where the platform names none. */
  associatedData?: null
}

/** A TRANSACTION.SUCCESS, as WeChat Pay sends it. */
export function wechatPaid(world: World, company: string, facts: WechatPaymentFacts): Signed {
  const numbers = merchantOf(world, company).wechat
  const now = world.base.clock.now()
  const plain = JSON.stringify({
    mchid: facts.mchid ?? numbers.mchid,
    appid: facts.appid ?? numbers.appid,
    out_trade_no: facts.orderNo,
    transaction_id: facts.transactionId,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '',
    success_time: new Date(now + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00'),
    payer: { openid: 'oTestPayer' },
    amount: { total: facts.amountFen, payer_total: facts.amountFen, currency: 'CNY', payer_currency: 'CNY' },
    ...facts.plain,
  })
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', numbers.apiV3Key, nonce)
  const associatedData = facts.associatedData === null ? null : 'transaction'
  cipher.setAAD(Buffer.from(associatedData ?? ''))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  )
  const body = Buffer.from(
    JSON.stringify({
      id: facts.eventId ?? `EV-${facts.transactionId}`,
      create_time: '2026-11-21T08:00:06+08:00',
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      resource: {
        original_type: 'transaction',
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext,
        associated_data: associatedData,
        nonce,
      },
    }),
  )
  return signedByWechat(world, company, body, facts)
}

function signedByWechat(world: World, company: string, body: Buffer, facts: Partial<WechatPaymentFacts> = {}): Signed {
  const timestamp = String(Math.floor(world.base.clock.now() / 1000) + (facts.skew ?? 0))
  const nonce = randomBytes(16).toString('hex')
  const signature = createSign('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n`)
    .update(body)
    .update('\n')
    .sign(keyFile(world, 'wechat-platform.key'), 'base64')
  return {
    path: `/notify/wechat/${company}`,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': facts.signature ?? signature,
      'wechatpay-serial': facts.serial ?? keyFile(world, 'wechat-platform.serial').trim(),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
    body,
  }
}

/** An asynchronous notification, as Alipay sends it; `fields` are added or replace the usual ones before signing. */
export function alipayNotified(world: World, company: string, fields: Record<string, string>): Signed {
  const numbers = merchantOf(world, company).alipay
  const all: Record<string, string> = {
    notify_time: '2026-11-21 08:00:06',
    notify_type: 'trade_status_sync',
    notify_id: randomBytes(16).toString('hex'),
    app_id: numbers.appId,
    auth_app_id: numbers.appId,
    charset: 'utf-8',
    version: '1.0',
    sign_type: 'RSA2',
    seller_id: numbers.sellerId,
    buyer_open_id: 'test-open-id',
    trade_status: 'TRADE_SUCCESS',
    gmt_create: '2026-11-21 08:00:00',
    gmt_payment: '2026-11-21 08:00:05',
    subject: '2026-2027采暖季采暖费 50%+余款',
    some_new_field: 'unknown to us, yet signed',
    ...fields,
  }
  const text = Object.keys(all)
    .filter((name) => name !== 'sign' && name !== 'sign_type')
    .sort()
    .map((name) => `${name}=${all[name]}`)
    .join('&')
  const sign = createSign('RSA-SHA256').update(text, 'utf8').sign(keyFile(world, 'alipay-platform.key'), 'base64')
  return {
    path: `/notify/alipay/${company}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(new URLSearchParams({ ...all, sign }).toString()),
  }
}

/** Sends it as the channel would; gives status and body. */
export async function send(
  world: World,
  { path: at, headers, body }: Signed,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${world.url}${at}`, { method: 'POST', headers, body: new Uint8Array(body) })
  return { status: response.status, text: await response.text() }
}
