import { createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import type { Received } from './receiver'
import type { TestSandbox } from './testSandbox'

export interface Answer {
  status: number
  headers: Headers
  body: Buffer
  // The JSON of whatever came; tests look into it by name.
  json: Record<string, never> & { [key: string]: unknown }
}

export interface CallOptions {
  /** Seconds by which the request's timestamp is off. */
  skew?: number
  headers?: Record<string, string>
  /** What goes over the wire instead of what was signed. */
  sentBody?: string
  authorization?: string
  serial?: string
}

/** A merchant's client written apart from the sandbox: it signs and verifies with node:crypto after formats.md 1.2 and 1.3. */
export function wechatClient(sandbox: TestSandbox, company: string) {
  const numbers = sandbox.keys.merchant(company).wechat
  const merchantKey = sandbox.keys.privateKey('wechat-merchant')

  async function call(method: string, target: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const timestamp = String(Math.floor(sandbox.clock.now() / 1000) + (options.skew ?? 0))
    const nonce = randomBytes(16).toString('hex')
    const signature = createSign('RSA-SHA256')
      .update(`${method}\n${target}\n${timestamp}\n${nonce}\n${text}\n`)
      .sign(merchantKey, 'base64')
    const authorization =
      options.authorization ??
      `WECHATPAY2-SHA256-RSA2048 mchid="${numbers.mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${options.serial ?? numbers.merchantSerial}"`
    const answer = await fetch(`${sandbox.url}${target}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        'user-agent': 'test',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: body === undefined ? undefined : (options.sentBody ?? text),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isJson = answer.headers.get('content-type')?.includes('json') && bytes.length > 0
    return {
      status: answer.status,
      headers: answer.headers,
      body: bytes,
      json: isJson ? JSON.parse(bytes.toString('utf8')) : {},
    }
  }

  return {
    numbers,
    call,
    order: (fields: Record<string, unknown> & { out_trade_no: string }, options?: CallOptions) =>
      call(
        'POST',
        '/v3/pay/transactions/jsapi',
        {
          appid: numbers.appid,
          mchid: numbers.mchid,
          description: '2026-2027采暖季采暖费',
          notify_url: 'http://127.0.0.1:1/notify',
          amount: { total: 111_663, currency: 'CNY' },
          payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
          ...fields,
        },
        options,
      ),
    query: (orderNo: string) => call('GET', `/v3/pay/transactions/out-trade-no/${orderNo}?mchid=${numbers.mchid}`),
    close: (orderNo: string) =>
      call('POST', `/v3/pay/transactions/out-trade-no/${orderNo}/close`, { mchid: numbers.mchid }),
  }
}

export type WechatClient = ReturnType<typeof wechatClient>

type Signed = { headers: Headers; body: Buffer } | Received

/** Whether the platform signed this answer or notification, under the key that its serial names. */
export function isSignedByPlatform(sandbox: TestSandbox, message: Signed): boolean {
  const header = (name: string) =>
    (message.headers instanceof Headers ? message.headers.get(name) : message.headers[name])?.toString() ?? ''
  const serial = header('wechatpay-serial')
  const pem =
    serial === sandbox.keys.text('wechat-platform.serial')
      ? sandbox.keys.text('wechat-platform.crt')
      : serial === sandbox.keys.text('wechat-pubkey.id')
        ? sandbox.keys.text('wechat-pubkey.pub')
        : undefined
  if (!pem) return false
  return createVerify('RSA-SHA256')
    .update(`${header('wechatpay-timestamp')}\n${header('wechatpay-nonce')}\n`)
    .update(message.body)
    .update('\n')
    .verify(pem, header('wechatpay-signature'), 'base64')
}

/** Opens a sealed resource; throws when its tag does not fit. */
export function open(
  resource: { ciphertext: string; nonce: string; associated_data: string },
  apiV3Key: string,
): string {
  const bytes = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, resource.nonce, { authTagLength: 16 })
  decipher.setAAD(Buffer.from(resource.associated_data))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
