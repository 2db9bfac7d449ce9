import { isGenuineNotice } from '../support/sandbox/alipayClient'
import { setStage } from '../support/sandbox/sandboxAndClients'

const stage = setStage()

describe('a notification under a fault', () => {
  it('loseNotifications: never comes, and can be sent by hand', async () => {
    await stage.current.on({ loseNotifications: { count: 1 } })
    const orderNo = await stage.current.wechatOrder()
    await stage.current.pay(orderNo)
    await stage.current.advance(2 * 86_400_000)
    expect(stage.current.server.received).toHaveLength(0)
    const { body } = await stage.current.sandbox.api('GET', `notifications?orderNo=${orderNo}`)
    await stage.current.sandbox.api('POST', `notifications/${(body.notifications as { id: string }[])[0]?.id}/resend`)
    await stage.current.sandbox.tick()
    expect(stage.current.genuine()).toEqual([true])
  })

  it('loseDeliveries: comes at the next delivery', async () => {
    await stage.current.on({ loseDeliveries: { count: 1 } })
    await stage.current.pay(await stage.current.wechatOrder())
    await stage.current.sandbox.tick()
    expect(stage.current.server.received).toHaveLength(0)
    await stage.current.advance(15_000)
    expect(stage.current.genuine()).toEqual([true])
  })

  it('duplicateNotifications: the same bytes, many times at once', async () => {
    await stage.current.on({ duplicateNotifications: { count: 1, value: 100 } })
    await stage.current.pay(await stage.current.wechatOrder())
    await stage.current.sandbox.tick()
    expect(stage.current.server.received).toHaveLength(100)
    expect(new Set(stage.current.server.received.map(({ body }) => body.toString('utf8'))).size).toBe(1)
  })

  it('delayNotificationsMs: comes that much later', async () => {
    await stage.current.on({ delayNotificationsMs: { count: 1, value: 60_000 } })
    await stage.current.pay(await stage.current.wechatOrder())
    await stage.current.advance(59_000)
    expect(stage.current.server.received).toHaveLength(0)
    await stage.current.advance(2000)
    expect(stage.current.genuine()).toEqual([true])
  })

  it('reorderNotifications: come in another order than they happened', async () => {
    await stage.current.on({ reorderNotifications: { value: 60_000 } })
    const happened: string[] = []
    for (let n = 0; n < 8; n++) {
      const orderNo = await stage.current.wechatOrder()
      await stage.current.pay(orderNo)
      happened.push(orderNo)
    }
    for (let second = 0; second < 62; second++) await stage.current.advance(1000)
    const came = stage.current.plaintexts().map(({ out_trade_no }) => out_trade_no)
    expect([...came].sort()).toEqual(happened)
    expect(came).not.toEqual(happened)
  })

  it.each(['forgeSignature', 'forgeBody', 'dropHeader', 'signtestNotifications', 'unknownSerialNotifications'])(
    '%s: cannot be verified; a true copy follows even when it was accepted',
    async (fault) => {
      await stage.current.on({ [fault]: { count: 1 } })
      await stage.current.pay(await stage.current.wechatOrder())
      await stage.current.sandbox.tick()
      expect(stage.current.genuine()).toEqual([false])
      await stage.current.advance(15_000)
      expect(stage.current.genuine()).toEqual([false, true])
    },
  )

  it.each([
    [301, 2],
    [299, 1],
  ])('staleNotifications by %i s: %i deliveries', async (seconds, deliveries) => {
    await stage.current.on({ staleNotifications: { count: 1, value: seconds } })
    await stage.current.pay(await stage.current.wechatOrder())
    await stage.current.sandbox.tick()
    const age =
      Math.floor(stage.current.sandbox.clock.now() / 1000) -
      Number(stage.current.server.received[0]?.headers['wechatpay-timestamp'])
    expect(age - seconds).toBeGreaterThanOrEqual(0)
    expect(age - seconds).toBeLessThan(3)
    await stage.current.advance(15_000)
    expect(stage.current.server.received).toHaveLength(deliveries)
  })

  it.each([
    ['foreignMerchant', 'mchid'],
    ['foreignApp', 'appid'],
  ])('%s: genuinely signed with another %s, then right', async (fault, field) => {
    await stage.current.on({ [fault]: { count: 1 } })
    await stage.current.pay(await stage.current.wechatOrder())
    await stage.current.sandbox.tick()
    await stage.current.advance(15_000)
    expect(stage.current.genuine()).toEqual([true, true])
    const [first, second] = stage.current.plaintexts()
    expect(second?.[field]).toBe(
      field === 'mchid' ? stage.current.wechat.numbers.mchid : stage.current.wechat.numbers.appid,
    )
    expect(first?.[field]).not.toBe(second?.[field])
  })

  it.each(['forgeSignature', 'forgeBody'])("%s: Alipay's form cannot be verified, then it can", async (fault) => {
    for (let seed = 1; seed <= 12; seed++) {
      await stage.current.on({ [fault]: { count: 1 } }, seed)
      stage.current.server.received = []
      const orderNo = await stage.current.alipayOrder()
      await stage.current.pay(orderNo)
      await stage.current.sandbox.tick()
      await stage.current.advance(4 * 60_000)
      expect(stage.current.server.received.map(({ body }) => isGenuineNotice(stage.current.sandbox, body))).toEqual([
        false,
        true,
      ])
    }
  })
})
