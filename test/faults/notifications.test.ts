import { yuanText } from '../../contract/money'
import { onEachEngine } from '../support/engines'
import { alipayNotified, send, wechatPaid } from '../support/notify'
import { ordered } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

onEachEngine('faults: notifications', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  const read = () => world.base.database.read
  const suspenseOf = async (householdId: string | null, transactionId: string) => {
    const payment = await read().payments.byTransaction('lanzhou', 'wechat', transactionId)
    const items = await read().suspense.open('lanzhou')
    expect(payment?.householdId ?? null).toBe(householdId)
    return items.find(({ paymentId }) => paymentId === payment?.id)
  }

  test('header missing, or one bit of body or signature flipped → 4xx, nothing booked', async () => {
    const { household, resident, ...facts } = await ordered(world)
    const genuine = wechatPaid(world, 'lanzhou', facts)
    for (const name of ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial']) {
      const { [name]: _, ...headers } = genuine.headers
      expect((await send(world, { ...genuine, headers })).status).toBeGreaterThanOrEqual(400)
    }
    for (const at of [10, 200, genuine.body.length - 5]) {
      const body = Buffer.from(genuine.body)
      body[at] = (body[at] ?? 0) ^ 1
      expect((await send(world, { ...genuine, body })).status).toBeGreaterThanOrEqual(400)
    }
    const signature = genuine.headers['wechatpay-signature']?.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) ?? ''
    expect(
      (await send(world, { ...genuine, headers: { ...genuine.headers, 'wechatpay-signature': signature } })).status,
    ).toBe(401)
    expect((await resident.show(facts.orderNo)).body.state).toBe('unpaid')
    expect(await read().payments.byHousehold(household.id)).toEqual([])
  })

  test('a WECHATPAY/SIGNTEST/ signature → 4xx; the genuine copy afterwards is accepted', async () => {
    const { resident, ...facts } = await ordered(world)
    const probe = wechatPaid(world, 'lanzhou', { ...facts, signature: `WECHATPAY/SIGNTEST/${'A'.repeat(300)}` })
    expect((await send(world, probe)).status).toBeGreaterThanOrEqual(400)
    expect((await send(world, wechatPaid(world, 'lanzhou', facts))).status).toBe(200)
    await eventually(
      () => resident.show(facts.orderNo),
      ({ body }) => body.state === 'paid',
    )
  })

  test('timestamp off by 301 s → 4xx; by 299 s → accepted', async () => {
    const { household, resident, ...facts } = await ordered(world)
    for (const skew of [-301, 302]) {
      expect((await send(world, wechatPaid(world, 'lanzhou', { ...facts, skew }))).status).toBeGreaterThanOrEqual(400)
    }
    expect(await read().payments.byHousehold(household.id)).toEqual([])
    expect((await send(world, wechatPaid(world, 'lanzhou', { ...facts, skew: -298 }))).status).toBe(200)
    await eventually(
      () => resident.show(facts.orderNo),
      ({ body }) => body.state === 'paid',
    )
  })

  test('unknown serial → 4xx', async () => {
    const { resident: _, household, ...facts } = await ordered(world)
    expect((await send(world, wechatPaid(world, 'lanzhou', { ...facts, serial: 'F'.repeat(40) }))).status).toBe(401)
    expect(await read().payments.byHousehold(household.id)).toEqual([])
  })

  test('the same notification 1 000 times, 100 at once → one posting, 200 each', async () => {
    const { household, resident, ...facts } = await ordered(world)
    const genuine = wechatPaid(world, 'lanzhou', facts)
    for (let round = 0; round < 10; round++) {
      const replies = await Promise.all(Array.from({ length: 100 }, () => send(world, genuine)))
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    }
    await eventually(
      () => resident.show(facts.orderNo),
      ({ body }) => body.state === 'paid',
    )
    expect(await read().payments.byHousehold(household.id)).toHaveLength(1)
    const received = (await read().ledger.ofHousehold(household.id)).filter(({ event }) => event === 'payment-applied')
    expect(received.map(({ amountFen }) => amountFen)).toEqual([facts.amountFen])
  })

  test('the same payment under two event ids → one posting', async () => {
    const { household, resident, ...facts } = await ordered(world)
    await send(world, wechatPaid(world, 'lanzhou', { ...facts, eventId: 'EV-one' }))
    await send(world, wechatPaid(world, 'lanzhou', { ...facts, eventId: 'EV-two' }))
    await eventually(
      () => resident.show(facts.orderNo),
      ({ body }) => body.state === 'paid',
    )
    expect(await read().payments.byHousehold(household.id)).toHaveLength(1)
  })

  test('genuine, amount off by 1 fen → acknowledged, not paid; suspense and work item', async () => {
    const { household, resident, ...facts } = await ordered(world)
    const reply = await send(world, wechatPaid(world, 'lanzhou', { ...facts, amountFen: facts.amountFen - 1 }))
    expect(reply.status).toBe(200)
    const item = await eventually(() => suspenseOf(household.id, facts.transactionId).catch(() => undefined), Boolean)
    expect(item).toMatchObject({
      reason: 'wrong-amount',
      amountFen: facts.amountFen - 1,
      status: 'open',
      owner: 'finance-desk',
    })
    const { body: bill } = await resident.bill(household.id)
    expect(bill.bills[0]?.paidFen).toBe(0)
    expect((await resident.show(facts.orderNo)).body.state).toBe('held')
  })

  test('wrong mchid or appid → refused, nothing booked', async () => {
    const { household, resident: _, ...facts } = await ordered(world)
    for (const foreign of [{ mchid: '1900009999' }, { appid: 'wx0000000000000000' }]) {
      expect((await send(world, wechatPaid(world, 'lanzhou', { ...facts, ...foreign }))).status).toBeGreaterThanOrEqual(
        400,
      )
    }
    expect(await read().payments.byHousehold(household.id)).toEqual([])
  })

  test('genuine, unknown order → suspense', async () => {
    const transactionId = '4200002999202611219999999999'
    await send(world, wechatPaid(world, 'lanzhou', { orderNo: 'HP261121NOBODYKNOWS', amountFen: 100, transactionId }))
    const item = await eventually(() => suspenseOf(null, transactionId).catch(() => undefined), Boolean)
    expect(item).toMatchObject({ reason: 'unknown-order', amountFen: 100 })
  })

  test('closed by us, then paid → applied, since it is still due', async () => {
    const { household, resident, ...facts } = await ordered(world)
    await world.call('POST', `/api/orders/${facts.orderNo}/cancel`, { headers: resident.headers })
    expect((await resident.show(facts.orderNo)).body.state).toBe('closed')
    await send(world, wechatPaid(world, 'lanzhou', facts))
    await eventually(
      () => resident.show(facts.orderNo),
      ({ body }) => body.state === 'paid',
    )
    expect((await resident.bill(household.id)).body.bills[0]?.remainingFen).toBe(0)
  })

  test('WeChat and Alipay both paid for one bill → the first applied, the second in suspense', async () => {
    const { household, resident, ...facts } = await ordered(world)
    await world.call('POST', `/api/orders/${facts.orderNo}/cancel`, { headers: resident.headers })
    const inAlipay = await enter(world, 'lanzhou', 'alipay', 'the other one')
    await inAlipay.proves(household.userCode)
    const { body: other } = await inAlipay.order({ kind: 'whole', householdId: household.id })
    await send(
      world,
      alipayNotified(world, 'lanzhou', {
        trade_no: '2026112122001400000000000001',
        out_trade_no: other.order.orderNo,
        total_amount: yuanText(facts.amountFen),
        receipt_amount: yuanText(facts.amountFen),
      }),
    )
    await eventually(
      () => inAlipay.show(other.order.orderNo),
      ({ body }) => body.state === 'paid',
    )
    await send(world, wechatPaid(world, 'lanzhou', facts))
    const item = await eventually(() => suspenseOf(household.id, facts.transactionId).catch(() => undefined), Boolean)
    expect(item).toMatchObject({ reason: 'closed-order', amountFen: facts.amountFen })
    expect((await inAlipay.bill(household.id)).body.bills[0]).toMatchObject({
      paidFen: facts.amountFen,
      remainingFen: 0,
    })
  })

  test('Alipay: success is exactly `success`; a refund notice, TRADE_FINISHED pay nothing', async () => {
    const { household, resident, orderNo, amountFen } = await ordered(world, 'alipay')
    const trade = {
      trade_no: '2026112122001500000000000001',
      out_trade_no: orderNo,
      total_amount: yuanText(amountFen),
    }
    const reply = await send(world, alipayNotified(world, 'lanzhou', trade))
    expect(reply).toEqual({ status: 200, text: 'success' })
    await eventually(
      () => resident.show(orderNo),
      ({ body }) => body.state === 'paid',
    )
    const refund = { ...trade, refund_fee: '10.00', gmt_refund: '2026-11-21 09:00:00.123', out_biz_no: 'RF1' }
    for (const notice of [
      refund,
      { ...refund, trade_status: 'TRADE_CLOSED' },
      { ...trade, trade_status: 'TRADE_FINISHED' },
    ]) {
      expect((await send(world, alipayNotified(world, 'lanzhou', notice))).text).toBe('success')
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await read().payments.byHousehold(household.id)).toHaveLength(1)
    expect((await resident.show(orderNo)).body.state).toBe('paid')
  })

  test('Alipay: wrong app_id or seller_id, RSA instead of RSA2, one letter changed → refused', async () => {
    const { household, orderNo, amountFen } = await ordered(world, 'alipay')
    const trade = {
      trade_no: '2026112122001600000000000001',
      out_trade_no: orderNo,
      total_amount: yuanText(amountFen),
    }
    const genuine = alipayNotified(world, 'lanzhou', trade)
    const refused = [
      alipayNotified(world, 'lanzhou', { ...trade, app_id: '2021000000009999' }),
      alipayNotified(world, 'lanzhou', { ...trade, seller_id: '2088000000009999' }),
      alipayNotified(world, 'lanzhou', { ...trade, sign_type: 'RSA' }),
      { ...genuine, body: Buffer.from(genuine.body.toString().replace('TRADE_SUCCESS', 'TRADE_FINISHED')) },
    ]
    for (const notification of refused) {
      const reply = await send(world, notification)
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(reply.text).not.toBe('success')
    }
    expect(await read().payments.byHousehold(household.id)).toEqual([])
  })
})
