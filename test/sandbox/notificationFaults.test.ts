import { isGenuineNotice } from '../support/sandbox/alipayClient'
import { ownSandbox } from '../support/sandbox/sandboxAndClients'

const own = ownSandbox()

describe('a notification under a fault', () => {
  it('loseNotifications: never comes, and can be sent by hand', async () => {
    await own.current.on({ loseNotifications: { count: 1 } })
    const orderNo = await own.current.wechatOrder()
    await own.current.pay(orderNo)
    await own.current.advance(2 * 86_400_000)
    expect(own.current.server.received).toHaveLength(0)
    const { body } = await own.current.sandbox.api('GET', `notifications?orderNo=${orderNo}`)
    await own.current.sandbox.api('POST', `notifications/${(body.notifications as { id: string }[])[0]?.id}/resend`)
    await own.current.sandbox.tick()
    expect(own.current.genuine()).toEqual([true])
  })

  it('loseDeliveries: comes at the next delivery', async () => {
    await own.current.on({ loseDeliveries: { count: 1 } })
    await own.current.pay(await own.current.wechatOrder())
    await own.current.sandbox.tick()
    expect(own.current.server.received).toHaveLength(0)
    await own.current.advance(15_000)
    expect(own.current.genuine()).toEqual([true])
  })

  it('duplicateNotifications: the same bytes, many times at once', async () => {
    await own.current.on({ duplicateNotifications: { count: 1, value: 100 } })
    await own.current.pay(await own.current.wechatOrder())
    await own.current.sandbox.tick()
    expect(own.current.server.received).toHaveLength(100)
    expect(new Set(own.current.server.received.map(({ body }) => body.toString('utf8'))).size).toBe(1)
  })

  it('delayNotificationsMs: comes that much later', async () => {
    await own.current.on({ delayNotificationsMs: { count: 1, value: 60_000 } })
    await own.current.pay(await own.current.wechatOrder())
    await own.current.advance(59_000)
    expect(own.current.server.received).toHaveLength(0)
    await own.current.advance(2000)
    expect(own.current.genuine()).toEqual([true])
  })

  it('reorderNotifications: come in another order than they happened', async () => {
    await own.current.on({ reorderNotifications: { value: 60_000 } })
    const happened: string[] = []
    for (let n = 0; n < 8; n++) {
      const orderNo = await own.current.wechatOrder()
      await own.current.pay(orderNo)
      happened.push(orderNo)
    }
    for (let second = 0; second < 62; second++) await own.current.advance(1000)
    const came = own.current.plaintexts().map(({ out_trade_no }) => out_trade_no)
    expect([...came].sort()).toEqual(happened)
    expect(came).not.toEqual(happened)
  })

  it.each(['forgeSignature', 'forgeBody', 'dropHeader', 'signtestNotifications', 'unknownSerialNotifications'])(
    '%s: cannot be verified; a true copy follows even when it was accepted',
    async (fault) => {
      await own.current.on({ [fault]: { count: 1 } })
      await own.current.pay(await own.current.wechatOrder())
      await own.current.sandbox.tick()
      expect(own.current.genuine()).toEqual([false])
      await own.current.advance(15_000)
      expect(own.current.genuine()).toEqual([false, true])
    },
  )

  it.each([
    [301, 2],
    [299, 1],
  ])('staleNotifications by %i s: %i deliveries', async (seconds, deliveries) => {
    await own.current.on({ staleNotifications: { count: 1, value: seconds } })
    await own.current.pay(await own.current.wechatOrder())
    await own.current.sandbox.tick()
    const age =
      Math.floor(own.current.sandbox.clock.now() / 1000) -
      Number(own.current.server.received[0]?.headers['wechatpay-timestamp'])
    expect(age - seconds).toBeGreaterThanOrEqual(0)
    expect(age - seconds).toBeLessThan(3)
    await own.current.advance(15_000)
    expect(own.current.server.received).toHaveLength(deliveries)
  })

  it.each([
    ['foreignMerchant', 'mchid'],
    ['foreignApp', 'appid'],
  ])('%s: genuinely signed with another %s, then right', async (fault, field) => {
    await own.current.on({ [fault]: { count: 1 } })
    await own.current.pay(await own.current.wechatOrder())
    await own.current.sandbox.tick()
    await own.current.advance(15_000)
    expect(own.current.genuine()).toEqual([true, true])
    const [first, second] = own.current.plaintexts()
    expect(second?.[field]).toBe(
      field === 'mchid' ? own.current.wechat.numbers.mchid : own.current.wechat.numbers.appid,
    )
    expect(first?.[field]).not.toBe(second?.[field])
  })

  it.each(['forgeSignature', 'forgeBody'])("%s: Alipay's form cannot be verified, then it can", async (fault) => {
    for (let seed = 1; seed <= 12; seed++) {
      await own.current.on({ [fault]: { count: 1 } }, seed)
      own.current.server.received = []
      const orderNo = await own.current.alipayOrder()
      await own.current.pay(orderNo)
      await own.current.sandbox.tick()
      await own.current.advance(4 * 60_000)
      expect(own.current.server.received.map(({ body }) => isGenuineNotice(own.current.sandbox, body))).toEqual([
        false,
        true,
      ])
    }
  })
})
