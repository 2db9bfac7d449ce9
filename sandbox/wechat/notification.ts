import { rfc3339 } from '../beijingTime'
import type { FaultName } from '../faults/catalogue'
import { flipBit } from '../faults/catalogue'
import type { Delivery } from '../notifications/delivery'
import { randomHex } from '../random'
import type { Notification } from '../store/notifications'
import { merchantOf, type World } from '../world'
import { flipSignature, type PlatformHeaders, platformSignature, unknownSerial, withSigntest } from './answer'
import { seal } from './sign'

const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
}

/** Takes a notification; gives what goes over the wire this time (formats.md 1.8): sealed, freshly signed, or spoilt by one fault. */
export function wechatDelivery(world: World, notification: Notification): Delivery | undefined {
  const merchant = merchantOf(world, notification.company)
  if (!merchant) return undefined
  const place = { channel: 'wechat', company: notification.company } as const
  const fault = (['foreignMerchant', 'foreignApp', ...SPOILERS] as const).find((name) =>
    world.faults.strikes(name, place),
  )
  const plaintext =
    fault === 'foreignMerchant' || fault === 'foreignApp' ? foreign(notification.content, fault) : notification.content
  const body = Buffer.from(JSON.stringify(envelope(notification, plaintext, merchant.numbers.wechat.apiV3Key)), 'utf8')
  const stale = world.faults.strikes('staleNotifications', place)
  const headers = platformSignature(world, body, {
    publicKeyMode: world.faults.strikes('publicKeyRamp', place) !== undefined,
    at: world.clock.now() - (stale ? stale.value * 1000 : 0),
  })
  const sent = spoil(world, fault, headers, body)
  return {
    // Inside the window a receiver rightly takes it.
    kind: fault ?? (stale && Math.abs(stale.value) >= WINDOW ? 'staleNotifications' : 'genuine'),
    headers: { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'Mozilla/4.0', ...sent.headers },
    body: sent.body,
  }
}

/** Receivers refuse timestamps that are this many seconds off (formats.md 1.3). */
const WINDOW = 300

const SPOILERS = [
  'forgeSignature',
  'forgeBody',
  'dropHeader',
  'signtestNotifications',
  'unknownSerialNotifications',
] as const

function envelope(notification: Notification, plaintext: string, apiV3Key: string): object {
  const original = notification.event.startsWith('REFUND') ? 'refund' : 'transaction'
  const nonce = randomHex(12)
  return {
    id: notification.id,
    create_time: rfc3339(notification.createdAt),
    resource_type: 'encrypt-resource',
    event_type: notification.event,
    summary: SUMMARIES[notification.event] ?? notification.event,
    resource: {
      original_type: original,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: seal(plaintext, apiV3Key, nonce, original),
      associated_data: original,
      nonce,
    },
  }
}

function spoil(world: World, fault: FaultName | undefined, headers: PlatformHeaders, body: Buffer) {
  const chance = fault ? world.faults.chance(fault) : 0
  switch (fault) {
    case 'forgeSignature':
      return {
        headers: { ...headers, 'wechatpay-signature': flipSignature(headers['wechatpay-signature'], chance) },
        body,
      }
    case 'forgeBody':
      return { headers, body: flipBit(body, chance) }
    case 'dropHeader':
      return { headers: without(headers, chance), body }
    case 'signtestNotifications':
      return { headers: withSigntest(headers), body }
    case 'unknownSerialNotifications':
      return { headers: { ...headers, 'wechatpay-serial': unknownSerial() }, body }
    default:
      return { headers, body }
  }
}

/** One of the four headers that verification needs is missing. */
function without(headers: PlatformHeaders, chance: number): Record<string, string> {
  const needed = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial']
  const dropped = needed[Math.floor(chance * needed.length)]
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== dropped))
}

/** The same event as another merchant's, under a genuine signature. */
function foreign(content: string, fault: 'foreignMerchant' | 'foreignApp'): string {
  const plain = JSON.parse(content) as Record<string, unknown>
  return JSON.stringify(
    fault === 'foreignMerchant' ? { ...plain, mchid: '1999999999' } : { ...plain, appid: 'wx0000000000000000' },
  )
}
