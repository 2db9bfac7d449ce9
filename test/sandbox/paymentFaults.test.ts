import { isGenuineNotice } from '../support/sandbox/alipayClient'
import { ownSandbox } from '../support/sandbox/sandboxAndClients'
import { startTestSandbox } from '../support/sandbox/testSandbox'
import { isSignedByPlatform } from '../support/sandbox/wechatClient'

const own = ownSandbox()

describe('a payment under a fault', () => {
  it('wrongAmountBy1Fen: one fen more was really paid, in query, notification and truth alike', async () => {
    await own.current.on({ wrongAmountBy1Fen: { count: 1 } })
    const orderNo = await own.current.wechatOrder()
    await own.current.pay(orderNo)
    await own.current.sandbox.tick()
    expect((await own.current.wechat.query(orderNo)).json).toMatchObject({ amount: { total: 111_664 } })
    expect(own.current.plaintexts()).toMatchObject([{ amount: { total: 111_664, payer_total: 111_664 } }])
  })

  it('paidBeforeAnswer: the notification is there before the answer to the order', async () => {
    await own.current.on({ paidBeforeAnswer: { count: 1 } })
    const orderNo = await own.current.wechatOrder()
    expect(own.current.plaintexts()).toMatchObject([{ out_trade_no: orderNo, trade_state: 'SUCCESS' }])
  })

  it('paidAfterClose: closed with 204, and paid all the same', async () => {
    await own.current.on({ paidAfterClose: { count: 1 } })
    const orderNo = await own.current.wechatOrder()
    expect((await own.current.wechat.close(orderNo)).status).toBe(204)
    expect((await own.current.wechat.query(orderNo)).json).toMatchObject({ trade_state: 'SUCCESS' })
  })

  it('evenIfClosed: a person can let the same happen to one order', async () => {
    const orderNo = await own.current.wechatOrder()
    await own.current.wechat.close(orderNo)
    expect((await own.current.pay(orderNo)).status).toBe(409)
    expect((await own.current.pay(orderNo, { evenIfClosed: true })).status).toBe(200)
  })

  it.each(['wechat', 'alipay'])('a stray %s payment is announced for an order that nobody made', async (channel) => {
    const stray = await startTestSandbox({ serverUrl: own.current.server.url })
    const { status, body } = await stray.api('POST', 'strays', { channel, company: 'lanzhou', amountFen: 500 })
    await stray.tick()
    expect(status).toBe(201)
    expect(body.order).toMatchObject({ state: 'paid', paidFen: 500, channel })
    expect(own.current.server.received.map(({ url }) => url)).toEqual([`/notify/${channel}/lanzhou`])
    const [received] = own.current.server.received
    expect(
      received && (channel === 'wechat' ? isSignedByPlatform(stray, received) : isGenuineNotice(stray, received.body)),
    ).toBe(true)
    await stray.remove()
  })
})
