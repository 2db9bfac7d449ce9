import { type Case, HOUR, type MerchantView, MINUTE } from '../../../support/channels/contractRooms'

/** Money that came: announced, asked about, and believed only when it is proved (formats.md 1.6, 1.8, 3.7, 3.8). */
export function paymentCases(test: Case, merchant: MerchantView): void {
  test('a payment is announced, and the query says the same', async () => {
    const of = await merchant.paid()
    const asked = await merchant.room.queryOrder(of.orderNo)
    expect(asked).toMatchObject({
      outcome: 'paid',
      payment: { orderNo: of.orderNo, amountFen: 123456, payer: of.payer },
    })
    // The channel repeats the user code of our order in the notification; Alipay's answer to a query leaves it out.
    const [announced] = merchant.paymentsOf(of)
    expect(announced?.userCode).toBe('62000001')
    expect([announced]).toEqual([asked.outcome === 'paid' ? { ...asked.payment, userCode: '62000001' } : undefined])
    const paidAt = (asked.outcome === 'paid' && asked.payment.paidAt) || 0
    expect(Math.abs(paidAt - merchant.market.now())).toBeLessThan(MINUTE)
  })

  test('a payment is found by the channel’s own number, too', async () => {
    const of = await merchant.paid()
    const byOrder = await merchant.room.queryOrder(of.orderNo)
    const transactionId = byOrder.outcome === 'paid' ? byOrder.payment.transactionId : ''
    expect(transactionId).not.toBe('')
    expect(await merchant.room.queryTransaction(transactionId)).toEqual(byOrder)
  })

  test('a payment of another company is not found by the channel’s own number', async () => {
    const [payment] = merchant.paymentsOf(await merchant.paid())
    expect(await merchant.neighbour.queryTransaction(payment?.transactionId ?? '')).toEqual({ outcome: 'not-found' })
  })

  test('a payment that nobody made is not found by any number', async () => {
    expect(await merchant.room.queryTransaction('4200000000202611200000000000')).toEqual({ outcome: 'not-found' })
  })

  test('a payment announced again is the same event, and acknowledged each time', async () => {
    const { orderNo } = await merchant.paid()
    const [first] = await merchant.market.notifications(orderNo)
    await merchant.market.resend(first?.id ?? '')
    expect(merchant.market.received).toHaveLength(2)
    const [once, again] = merchant.events()
    expect(again).toEqual(once)
  })

  test('a payment announced three times at once is one event', async () => {
    const of = await merchant.created()
    await merchant.market.faults({ duplicateNotifications: { value: 3 } })
    await merchant.pay(of)
    expect(merchant.market.received).toHaveLength(3)
    expect(new Set(merchant.events().map((event) => JSON.stringify(event))).size).toBe(1)
  })

  for (const value of [1, -1] as const) {
    test(`a payment is told with the amount that was really paid, ${value} fen off`, async () => {
      const of = await merchant.created()
      await merchant.market.faults({ wrongAmountBy1Fen: { value } })
      await merchant.pay(of)
      expect(merchant.paymentsOf(of)).toEqual([expect.objectContaining({ amountFen: 123456 + value })])
      expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ payment: { amountFen: 123456 + value } })
    })
  }

  for (const fault of ['foreignMerchant', 'foreignApp'] as const) {
    test(`a payment of a ${fault} is refused, however genuine`, async () => {
      const of = await merchant.created()
      await merchant.market.faults({ [fault]: true })
      await merchant.pay(of)
      expect(merchant.events()).toEqual([])
      expect(merchant.refusals()).toContain('foreign-merchant')
    })
  }

  for (const fault of ['forgeSignature', 'forgeBody'] as const) {
    test(`a payment under ${fault} is refused; the genuine copy that follows is taken`, async () => {
      const of = await merchant.created()
      await merchant.market.faults({ [fault]: { count: 1 } })
      await merchant.pay(of)
      expect(merchant.refusals()).toHaveLength(1)
      expect(merchant.paymentsOf(of)).toEqual([])
      await merchant.market.pass(10 * MINUTE)
      expect(merchant.paymentsOf(of)).toHaveLength(1)
    })
  }

  test('a payment whose notification never comes is found by the query', async () => {
    await merchant.market.faults({ loseNotifications: true })
    const { orderNo } = await merchant.paid()
    expect(merchant.market.received).toHaveLength(0)
    expect(await merchant.room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
  })

  test('a payment whose first announcement is lost is announced again', async () => {
    const of = await merchant.created()
    await merchant.market.faults({ loseDeliveries: { count: 1 } })
    await merchant.pay(of)
    expect(merchant.paymentsOf(of)).toHaveLength(0)
    await merchant.market.pass(10 * MINUTE)
    expect(merchant.paymentsOf(of)).toHaveLength(1)
  })

  test('a payment may be known by the query long before it is announced', async () => {
    const of = await merchant.created()
    await merchant.market.faults({ delayNotificationsMs: { value: 2 * HOUR } })
    await merchant.pay(of)
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
    expect(merchant.paymentsOf(of)).toHaveLength(0)
    await merchant.market.pass(2 * HOUR + MINUTE)
    expect(merchant.paymentsOf(of)).toHaveLength(1)
  })

  test('a payment may be announced before the order’s own answer', async () => {
    const input = await merchant.order()
    await merchant.market.faults({ paidBeforeAnswer: true })
    await merchant.room.createOrder(input)
    await merchant.market.tick()
    expect(merchant.paymentsOf(input)).toHaveLength(1)
  })

  for (const fault of [
    'answerForged',
    'answerUnsigned',
    'timeoutBeforeEffect',
    'timeoutAfterEffect',
    'error500',
    'unavailable503',
  ] as const) {
    test(`a payment is not believed while the query is ${fault}, and is when that is over`, async () => {
      const { orderNo } = await merchant.paid()
      await merchant.market.faults({ [fault]: { api: 'query' } })
      expect(await merchant.room.queryOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
      await merchant.market.faults({ [fault]: { api: 'query', count: 2 } })
      expect(await merchant.room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
    })
  }
}

/** Closing: never over money that is on its way (formats.md 1.6, 3.7; faults.md, Notifications). */
export function closingCases(test: Case, merchant: MerchantView): void {
  test('closing closes, again and again', async () => {
    const { orderNo } = await merchant.created()
    expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
    expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'closed' })
  })

  test('closing keeps the payer from paying', async () => {
    const of = await merchant.created()
    await merchant.room.closeOrder(of.orderNo)
    await expect(merchant.pay(of)).rejects.toThrow(/closed/)
  })

  test('closing comes too late for a paid order', async () => {
    const { orderNo } = await merchant.paid()
    expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'already-paid' })
    expect(await merchant.room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
  })

  test('closing comes too late for an order that was given back, too', async () => {
    const of = await merchant.paid()
    await merchant.room.refund(merchant.refundOf(of, 123456))
    await merchant.settled()
    expect(await merchant.room.closeOrder(of.orderNo)).toEqual({ outcome: 'already-paid' })
  })

  test('closing an order whose time is over finds it closed', async () => {
    const { orderNo } = await merchant.created({ expiresAt: merchant.market.now() + 5 * MINUTE })
    await merchant.market.pass(6 * MINUTE)
    expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
  })

  test('closing an order that nobody made finds none', async () => {
    expect(await merchant.room.closeOrder('HP261120NOBODYS00')).toEqual({ outcome: 'not-found' })
  })

  test('closing another company’s order finds none, and leaves it open', async () => {
    const { orderNo } = await merchant.created()
    expect(await merchant.neighbour.closeOrder(orderNo)).toEqual({ outcome: 'not-found' })
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
  })

  test('closing does not keep a payment from arriving that was on its way', async () => {
    const of = await merchant.created()
    await merchant.market.faults({ paidAfterClose: true })
    expect(await merchant.room.closeOrder(of.orderNo)).toEqual({ outcome: 'closed' })
    await merchant.market.tick()
    expect(merchant.paymentsOf(of)).toHaveLength(1)
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
  })

  test('closing is unknown when the answer is lost, and done when asked again', async () => {
    const { orderNo } = await merchant.created()
    await merchant.market.faults({ timeoutAfterEffect: { api: 'close' } })
    expect(await merchant.room.closeOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
    await merchant.market.faults({})
    expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
  })

  test('closing that was lost on the way leaves the order open', async () => {
    const { orderNo } = await merchant.created()
    await merchant.market.faults({ timeoutBeforeEffect: { api: 'close' } })
    expect(await merchant.room.closeOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
    await merchant.market.faults({})
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
  })

  for (const fault of ['error500', 'error500AfterEffect', 'rateLimit429', 'answerForged', 'answerUnsigned'] as const) {
    test(`closing gets over one ${fault}`, async () => {
      const { orderNo } = await merchant.created()
      await merchant.market.faults({ [fault]: { api: 'close', count: 1 } })
      expect(await merchant.room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
    })
  }
}
