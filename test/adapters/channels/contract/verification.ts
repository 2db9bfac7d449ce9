import type { RawNotification, VerifyOutcome } from '../../../../server/application/ports/channels'
import { type Case, HOUR, type MerchantView } from '../../../support/channels/contractRooms'

const codeOf = (outcome: VerifyOutcome) => (outcome.outcome === 'refused' ? outcome.code : 'verified')

/** A form without one of its fields. */
function withoutField({ headers, body }: RawNotification, name: string): RawNotification {
  const form = new URLSearchParams(body.toString('utf8'))
  form.delete(name)
  return { headers, body: Buffer.from(form.toString()) }
}
function withoutHeader({ headers, body }: RawNotification, name: string): RawNotification {
  const { [name]: _dropped, ...rest } = headers
  return { headers: rest, body }
}

/** What makes a notification believed, and what never does (formats.md 1.3, 1.8, 3.8; faults.md, Notifications; M6). */
export function verificationCases(test: Case, merchant: MerchantView): void {
  async function genuine(): Promise<RawNotification> {
    await merchant.paid()
    const [first] = merchant.market.received
    if (first?.verdict.outcome !== 'verified') throw new Error(JSON.stringify(first?.verdict))
    return first.notification
  }
  const verify = (notification: RawNotification, at = merchant.market.now()) => merchant.room.verify(notification, at)

  test('a notification is judged the same however often it is judged', async () => {
    const notification = await genuine()
    expect(verify(notification)).toEqual(verify(notification))
    expect(codeOf(verify(notification))).toBe('verified')
  })

  for (const part of [0, 1, 2, 3] as const) {
    test(`a notification without the ${part + 1}. of what proves it is refused as incomplete`, async () => {
      const notification = await genuine()
      const wechat = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'] as const
      const alipay = ['sign', 'sign_type', 'notify_id', 'trade_status'] as const
      const less =
        merchant.name === 'wechat'
          ? withoutHeader(notification, wechat[part])
          : withoutField(notification, alipay[part])
      expect(codeOf(verify(less))).toBe(merchant.name === 'wechat' || part < 2 ? 'missing-header' : 'bad-signature')
    })
  }

  test('a notification with one bit of its body turned is never believed to say something else', async () => {
    const notification = await genuine()
    const said = verify(notification)
    let refused = 0
    for (let step = 0; step < 120; step++) {
      const body = Buffer.from(notification.body)
      const at = (step * 7919) % (body.length * 8)
      body[at >> 3] = (body[at >> 3] ?? 0) ^ (1 << (at & 7))
      const judged = verify({ ...notification, body })
      // %2B and %2b are the same sign: such a turn changes nothing that is said.
      if (judged.outcome === 'verified') expect(judged).toEqual(said)
      else refused += 1
    }
    expect(refused).toBeGreaterThan(100)
  })

  for (const [what, body] of [
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['cut', '{"id":"EV-'],
    ['no text at all', '\u0000\ufffd\u0001'],
    ['a megabyte of nothing', ' '.repeat(1 << 20)],
  ] as const) {
    test(`a notification whose body is ${what} is refused, under whatever headers`, async () => {
      const { headers } = await genuine()
      expect(verify({ headers, body: Buffer.from(body) }).outcome).toBe('refused')
      expect(verify({ headers: {}, body: Buffer.from(body) }).outcome).toBe('refused')
    })
  }

  test('a notification is not for another company, however genuine', async () => {
    const notification = await genuine()
    const elsewhere = codeOf(merchant.neighbour.verify(notification, merchant.market.now()))
    expect(['foreign-merchant', 'undecipherable', 'unknown-key']).toContain(elsewhere)
  })

  test('a notification is not for another channel', async () => {
    const notification = await genuine()
    const other = merchant.market.channelOf(merchant.mode.company, merchant.name === 'wechat' ? 'alipay' : 'wechat')
    expect(other.verify(notification, merchant.market.now()).outcome).toBe('refused')
  })

  test('an old notification is refused where the channel sets a time, and else known by its id', async () => {
    const notification = await genuine()
    const later = verify(notification, merchant.market.now() + HOUR)
    if (merchant.name === 'wechat') expect(codeOf(later)).toBe('stale')
    else expect(later).toEqual(verify(notification))
  })

  test('a notification is answered in the channel’s own words', async () => {
    const { acknowledgement, rejection } = merchant.room
    expect(acknowledgement.status).toBe(200)
    if (merchant.name === 'alipay') expect(acknowledgement.body).toBe('success')
    else expect(JSON.parse(acknowledgement.body)).toEqual({ code: 'SUCCESS', message: '' })
    expect(rejection.status).toBeGreaterThanOrEqual(400)
    expect(rejection.body).not.toContain(acknowledgement.body)
  })
}
