import { type Case, type MerchantView, MINUTE } from '../../../support/channels/contractRooms'

const TAKEN = ['accepted', 'succeeded']

/** Money that goes back: once for each number, never more than came (formats.md 1.7, 3.7; faults.md, Refunds). */
export function refundCases(test: Case, merchant: MerchantView): void {
  const made = async (of: { orderNo: string }) => (await merchant.truth(of))[0]?.refunds ?? []

  test('a refund of a part is taken, announced with its number, and known afterwards', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 23456)
    expect(TAKEN).toContain((await merchant.room.refund(refund)).outcome)
    await merchant.settled()
    expect(merchant.refundsOf(of)[0]).toMatchObject({
      orderNo: of.orderNo,
      refundNo: refund.refundNo,
      refundedFen: 23456,
      state: 'succeeded',
    })
    expect(merchant.paymentsOf(of)).toHaveLength(1)
    expect(await merchant.room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({
      outcome: 'paid',
      payment: { amountFen: 123456 },
      refundedFen: undefined,
    })
  })

  test('a refund’s query tells its own amount, not the trade’s, and when it was done', async () => {
    const of = await merchant.paid()
    const asked = [merchant.refundOf(of, 100), merchant.refundOf(of, 250)]
    for (const refund of asked) {
      await merchant.room.refund(refund)
      await merchant.settled()
    }
    for (const [index, refundedFen] of [100, 250].entries()) {
      const refund = asked[index]
      const told = refund && (await merchant.room.queryRefund(refund))
      expect(told).toMatchObject({ outcome: 'succeeded', refundedFen })
      expect(told && 'doneAt' in told ? told.doneAt : 0).toBeGreaterThan(merchant.market.now() - 6 * 60 * MINUTE)
    }
  })

  for (const amountFen of [1, 29, 57, 113, 123455, 123456] as const) {
    test(`a refund of ${amountFen} fen gives ${amountFen} fen back`, async () => {
      const of = await merchant.paid()
      await merchant.room.refund(merchant.refundOf(of, amountFen))
      await merchant.settled()
      expect(merchant.refundsOf(of)).toEqual([expect.objectContaining({ refundedFen: amountFen })])
      expect(await merchant.truth(of)).toEqual([expect.objectContaining({ refundedFen: amountFen })])
    })
  }

  test('a refund sent again with its number is one refund', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    for (let time = 0; time < 3; time++) expect(TAKEN).toContain((await merchant.room.refund(refund)).outcome)
    await merchant.settled()
    expect(TAKEN).toContain((await merchant.room.refund(refund)).outcome)
    expect(await made(of)).toHaveLength(1)
  })

  test('a refund sent again with its number and another amount is refused', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await merchant.room.refund(refund)
    expect(await merchant.room.refund(merchant.refundOf(of, 101, refund.refundNo))).toMatchObject({
      outcome: 'refused',
    })
    expect(await made(of)).toEqual([expect.objectContaining({ amountFen: 100 })])
  })

  test('a refund sent twice at once is one refund', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await Promise.all([merchant.room.refund(refund), merchant.room.refund(refund)])
    expect(await made(of)).toHaveLength(1)
  })

  for (const fault of [
    'timeoutBeforeEffect',
    'timeoutAfterEffect',
    'error500',
    'error500AfterEffect',
    'rateLimit429',
    'unavailable503',
    'answerForged',
    'answerUnsigned',
  ] as const) {
    test(`a refund is one refund after one ${fault}`, async () => {
      const of = await merchant.paid()
      await merchant.market.faults({ [fault]: { count: 1, api: 'refund' } })
      expect(TAKEN).toContain((await merchant.room.refund(merchant.refundOf(of, 100))).outcome)
      expect(await made(of)).toHaveLength(1)
    })
  }

  test('a refund whose every answer is lost is unknown, and found by its number', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await merchant.market.faults({ timeoutAfterEffect: { api: 'refund' } })
    expect(await merchant.room.refund(refund)).toMatchObject({ outcome: 'unknown' })
    await merchant.market.faults({})
    await merchant.settled()
    expect(await merchant.room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
  })

  test('a refund that was lost on the way is not there', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await merchant.market.faults({ timeoutBeforeEffect: { api: 'refund' } })
    expect(await merchant.room.refund(refund)).toMatchObject({ outcome: 'unknown' })
    await merchant.market.faults({})
    expect(await merchant.room.queryRefund(refund)).toEqual({ outcome: 'not-found' })
    expect(await made(of)).toEqual([])
  })

  for (const fault of ['answerForged', 'answerUnsigned', 'timeoutBeforeEffect', 'error500'] as const) {
    test(`a refund is not believed while its query is ${fault}`, async () => {
      const of = await merchant.paid()
      const refund = merchant.refundOf(of, 100)
      await merchant.room.refund(refund)
      await merchant.settled()
      await merchant.market.faults({ [fault]: { api: 'refund-query' } })
      expect(await merchant.room.queryRefund(refund)).toMatchObject({ outcome: 'unknown' })
      await merchant.market.faults({ [fault]: { api: 'refund-query', count: 2 } })
      expect(await merchant.room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
    })
  }

  test('a refund of the whole in two parts leaves nothing to refund', async () => {
    const of = await merchant.paid()
    await merchant.room.refund(merchant.refundOf(of, 23456))
    await merchant.settled()
    expect(TAKEN).toContain((await merchant.room.refund(merchant.refundOf(of, 100000))).outcome)
    await merchant.settled()
    expect(await merchant.room.refund(merchant.refundOf(of, 1))).toMatchObject({ outcome: 'refused' })
    expect(merchant.refundsOf(of).map(({ refundedFen, cumulative }) => ({ refundedFen, cumulative }))).toEqual(
      merchant.name === 'wechat'
        ? [{ refundedFen: 23456 }, { refundedFen: 100000 }]
        : [
            { refundedFen: 23456, cumulative: true },
            { refundedFen: 123456, cumulative: true },
          ],
    )
    expect(merchant.paymentsOf(of)).toHaveLength(1)
  })

  test('a refund of 60 after one of 60 on a payment of 100 is refused', async () => {
    const of = await merchant.paid()
    await merchant.room.refund(merchant.refundOf(of, 74074))
    await merchant.settled()
    expect(await merchant.room.refund(merchant.refundOf(of, 74074))).toMatchObject({ outcome: 'refused' })
    expect(await merchant.truth(of)).toEqual([expect.objectContaining({ refundedFen: 74074 })])
  })

  test('a refund of more than was paid is refused', async () => {
    const of = await merchant.paid()
    expect(await merchant.room.refund(merchant.refundOf(of, 123457))).toMatchObject({ outcome: 'refused' })
  })

  test('a refund of an order that nobody made is refused or not found', async () => {
    const refund = merchant.refundOf({ orderNo: 'HP261120NOBODYS00', amountFen: 100 }, 100)
    expect(['refused', 'not-found']).toContain((await merchant.room.refund(refund)).outcome)
    expect(await merchant.room.queryRefund(refund)).toEqual({ outcome: 'not-found' })
  })

  test('a refund of an order that nobody paid is refused', async () => {
    const of = await merchant.created()
    expect(await merchant.room.refund(merchant.refundOf(of, 100))).toMatchObject({ outcome: 'refused' })
  })

  test('a refund of another company’s payment is refused or not found', async () => {
    const of = await merchant.paid()
    expect(['refused', 'not-found']).toContain((await merchant.neighbour.refund(merchant.refundOf(of, 100))).outcome)
    expect(await made(of)).toEqual([])
  })

  test('a refund of another company’s is not found by its number', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await merchant.room.refund(refund)
    expect(await merchant.neighbour.queryRefund(refund)).toEqual({ outcome: 'not-found' })
  })

  test('a refund is refused while the merchant’s balance is too low, then taken with its number', async () => {
    const of = await merchant.paid()
    const refund = merchant.refundOf(of, 100)
    await merchant.market.faults({ refundNotEnough: true })
    expect(await merchant.room.refund(refund)).toMatchObject({ outcome: 'refused' })
    await merchant.market.faults({})
    expect(TAKEN).toContain((await merchant.room.refund(refund)).outcome)
  })
}
