import { secondsText } from '../beijingTime'
import { flipBit } from '../faults/flipBit'
import type { Delivery } from '../notifications/delivery'
import type { Notification } from '../store/notifications'
import type { World } from '../world'
import { notificationText, rsa2Sign } from './sign'
import { signerFor } from './signer'

const SPOILERS = ['foreignMerchant', 'foreignApp', 'forgeSignature', 'forgeBody'] as const

/** Takes a notification; gives the form that goes over the wire this time (formats.md 3.8), or what one fault makes of it. */
export function alipayDelivery(world: World, notification: Notification): Delivery {
  const place = { channel: 'alipay', company: notification.company } as const
  const fault = SPOILERS.find((name) => world.faults.strikes(name, place))
  const content = JSON.parse(notification.content) as Record<string, string>
  if (fault === 'foreignMerchant') content.seller_id = '2088999999999999'
  if (fault === 'foreignApp') content.app_id = '2021999999999999'
  const signer = signerFor(world, content.app_id ?? '', notification.company)
  if (signer.sn !== undefined) content.alipay_cert_sn = signer.sn
  const params = new Map(
    Object.entries({ ...content, notify_id: notification.id, notify_time: secondsText(world.clock.now()) }),
  )
  const signature = rsa2Sign(notificationText(params), signer.key)
  const chance = fault ? world.faults.chance(fault) : 0
  const sign =
    fault === 'forgeSignature' ? flipBit(Buffer.from(signature, 'base64'), chance).toString('base64') : signature
  return {
    kind: fault ?? 'genuine',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'Mozilla/4.0' },
    body: Buffer.from(
      new URLSearchParams([
        ...(fault === 'forgeBody' ? altered(params, chance) : params),
        ['sign', sign],
        ['sign_type', 'RSA2'],
      ]).toString(),
    ),
  }
}

/**
 * One signed value with one bit of its first character turned. It is turned before it is encoded: in the encoded form a
 * turned bit may mean the same, as `%2B` and `%2b` do.
 */
function altered(params: ReadonlyMap<string, string>, chance: number): Map<string, string> {
  const names = [...params.keys()]
  const name = names[Math.floor(chance * names.length)] ?? 'trade_no'
  const value = params.get(name) ?? ''
  return new Map([...params, [name, String.fromCharCode(value.charCodeAt(0) ^ 1) + value.slice(1)]])
}
