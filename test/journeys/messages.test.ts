import type { MessageTemplatesAnswer } from '../../contract/messages'
import type { Problem } from '../../contract/problem'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

interface Arrived {
  templateId: string
  page: string
  fields: Record<string, string>
}

/** The resident pays, agrees on the result page, and his phone shows the message; all over HTTP. */
onEachEngine('a journey: what the resident is told', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  let serial = 0
  async function paid(platform: 'wechat' | 'alipay', person: string) {
    const userCode = `64${String(++serial).padStart(8, '0')}`
    const home = await withBill(
      world.base,
      { company: 'lanzhou', userCode, buildingArea: '50.00' },
      '2026-2027',
      '2026-10-31',
    )
    const resident = await enter(world, 'lanzhou', platform, person)
    const { body } = await resident.order({ kind: 'whole', householdId: home.id })
    await resident.pay(body.order.orderNo)
    await eventually(
      () => resident.show(body.order.orderNo),
      (seen) => seen.body.state === 'paid',
    )
    return { resident, orderNo: body.order.orderNo, userCode }
  }
  const templates = (headers: Record<string, string>) =>
    world.call<MessageTemplatesAnswer>('GET', '/api/message-templates', { headers })
  const messages = async () =>
    (await world.sandboxCall<{ messages: Arrived[] }>('GET', '/sandbox/api/messages?company=lanzhou')).body.messages

  /** He taps: the platform notes it, and the mini-program tells the server. */
  async function agree(platform: 'wechat' | 'alipay', person: string, headers: Record<string, string>, ids: string[]) {
    await world.sandboxCall('POST', '/sandbox/api/subscriptions', {
      platform,
      company: 'lanzhou',
      person,
      templateIds: ids,
    })
    return world.call<{ noted: number }>('POST', '/api/message-consents', { body: { accepted: ids }, headers })
  }

  test.each(['wechat', 'alipay'] as const)('in %s: paid, agreed, told', async (platform) => {
    const person = `told in ${platform}`
    const { resident, orderNo, userCode } = await paid(platform, person)
    const { body } = await templates(resident.headers)
    expect(body.templates.map(({ event, title }) => [event, title])).toEqual([
      ['payment-received', '缴费成功通知'],
      ['payment-due', '缴费到期提醒'],
      ['refund-made', '退款到账通知'],
    ])
    const ids = body.templates.map(({ id }) => id)
    const agreed = await agree(platform, person, resident.headers, ids)
    expect([agreed.status, agreed.body]).toEqual([201, { noted: 3 }])
    const [message] = await eventually(messages, (all) => all.some(({ page }) => page.includes(orderNo)))
    expect(message).toMatchObject({ templateId: ids[0], page: `pages/order/index?no=${orderNo}` })
    expect(Object.values(message?.fields ?? {})).toEqual(
      expect.arrayContaining(['2026-2027采暖费', '1250.00元', userCode, '已缴清']),
    )
  })

  test('who does not agree is left in peace', async () => {
    const { orderNo } = await paid('wechat', 'wants peace')
    const order = await world.base.database.read.orders.byNo(orderNo)
    await eventually(
      () => world.base.database.read.messages.ofResident(order?.residentId ?? ''),
      ([message]) => message?.status === 'waiting',
    )
    await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 16 * 60_000 })
    const [message] = await eventually(
      () => world.base.database.read.messages.ofResident(order?.residentId ?? ''),
      ([seen]) => seen?.endedAt !== null,
    )
    expect(message).toMatchObject({ status: 'not-allowed', detail: 'no-consent' })
    expect((await messages()).filter(({ page }) => page.includes(orderNo))).toEqual([])
  })

  test('consents want a session and the shape that the contract gives', async () => {
    const { headers } = await enter(world, 'lanzhou', 'wechat', 'careless')
    expect((await world.call('GET', '/api/message-templates')).status).toBe(401)
    expect((await world.call('POST', '/api/message-consents', { body: { accepted: ['x'] } })).status).toBe(401)
    for (const body of [{}, { accepted: [] }, { accepted: Array(6).fill('x') }, { accepted: ['x'], residentId: 'R' }]) {
      const refused = await world.call<Problem>('POST', '/api/message-consents', { body, headers })
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request'])
    }
    const foreign = await world.call('POST', '/api/message-consents', { body: { accepted: ['somebody’s'] }, headers })
    expect([foreign.status, foreign.body]).toEqual([201, { noted: 0 }])
  })

  test('calls of the channels are counted at /metrics', async () => {
    const { text } = await world.call<string>('GET', '/metrics')
    expect(text).toMatch(
      /heatpay_channel_call_seconds_count\{channel="wechat",endpoint="create-order",outcome="verified"\} [1-9]/,
    )
    expect(text).toMatch(
      /heatpay_channel_call_seconds_count\{channel="alipay",endpoint="alipay.trade.create",outcome="verified"\} [1-9]/,
    )
    expect(text).toMatch(
      /heatpay_channel_call_seconds_count\{channel="wechat",endpoint="send-message",outcome="verified"\} [1-9]/,
    )
  })
})
