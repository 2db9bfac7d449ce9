import { fen } from '../../../../contract/money'
import { type Case, type MerchantView, MINUTE } from '../../../support/channels/contractRooms'

/** Amounts that floating point would get wrong, and the ends of the range, in fen. */
export const AMOUNTS = [1, 10, 29, 57, 113, 1999, 223_325, 100_000_001, 999_999_999] as const

/** An order: one number, one amount, one payer (formats.md 1.4, 1.6, 3.5). */
export function orderCases(test: Case, merchant: MerchantView): void {
  test('an order is created, and is unpaid', async () => {
    const { orderNo } = await merchant.created()
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
  })

  test('an order is the same order when it is sent again unchanged', async () => {
    const input = await merchant.order()
    const first = await merchant.room.createOrder(input)
    expect(first.outcome).toBe('created')
    expect(await merchant.room.createOrder(input)).toEqual(first)
    expect(await merchant.truth(input)).toHaveLength(1)
  })

  for (const [what, changed] of [
    ['amount', { amountFen: fen(123457) }],
    ['text', { description: '别的' }],
  ] as const) {
    test(`an order is refused when it is sent again with another ${what}`, async () => {
      const input = await merchant.created()
      expect(await merchant.room.createOrder({ ...input, ...changed })).toMatchObject({ outcome: 'refused' })
      expect(await merchant.room.queryOrder(input.orderNo)).toEqual({ outcome: 'unpaid' })
    })
  }

  test('an order is refused when it is sent again for another payer', async () => {
    const input = await merchant.created()
    const payer = await merchant.someone('somebody else')
    expect(await merchant.room.createOrder({ ...input, payer })).toMatchObject({ outcome: 'refused' })
  })

  test('an order that was closed keeps its number: it cannot be made again', async () => {
    const input = await merchant.created()
    await merchant.room.closeOrder(input.orderNo)
    expect(await merchant.room.createOrder({ ...input, amountFen: fen(5) })).toMatchObject({ outcome: 'refused' })
  })

  test('an order that was paid keeps its number: it cannot be made again', async () => {
    const input = await merchant.paid()
    expect(await merchant.room.createOrder({ ...input, amountFen: fen(5) })).toMatchObject({ outcome: 'refused' })
    expect(await merchant.room.queryOrder(input.orderNo)).toMatchObject({ outcome: 'paid' })
  })

  test('an order’s text may hold signs that a form or a path has to escape', async () => {
    const of = await merchant.paid({ description: '采暖费 100% + 50/2=25 & “特困” <b>' })
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
    expect(merchant.paymentsOf(of)).toHaveLength(1)
  })

  for (const amountFen of AMOUNTS) {
    test(`an order of ${amountFen} fen is paid, announced and found as ${amountFen} fen`, async () => {
      const of = await merchant.paid({ amountFen: fen(amountFen) })
      expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid', payment: { amountFen } })
      expect(merchant.paymentsOf(of)).toEqual([expect.objectContaining({ amountFen })])
      expect(await merchant.truth(of)).toEqual([expect.objectContaining({ paidFen: amountFen })])
    })
  }

  test('an order that nobody made is not found', async () => {
    expect(await merchant.room.queryOrder('HP261120NOBODYS00')).toEqual({ outcome: 'not-found' })
  })

  test('an order of another company is not found', async () => {
    const { orderNo } = await merchant.paid()
    expect(await merchant.neighbour.queryOrder(orderNo)).toEqual({ outcome: 'not-found' })
  })

  test('an order’s number may be another company’s, too, and the two stay apart', async () => {
    const { orderNo } = await merchant.paid()
    const theirs = await merchant.neighbour.exchangeLoginCode(await merchant.market.loginCode(merchant.name, 'baoji'))
    if (theirs.outcome !== 'identified') throw new Error(theirs.outcome)
    const input = await merchant.order({ orderNo, payer: theirs.payer, amountFen: fen(7) })
    expect(await merchant.neighbour.createOrder(input)).toMatchObject({ outcome: 'created' })
    expect(await merchant.neighbour.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
    expect(await merchant.room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid', payment: { amountFen: 123456 } })
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
    test(`an order is one order after one ${fault}`, async () => {
      await merchant.market.faults({ [fault]: { count: 1, api: 'order' } })
      expect(await merchant.truth(await merchant.created())).toHaveLength(1)
    })
  }

  for (const fault of ['timeoutAfterEffect', 'error500AfterEffect', 'answerForged', 'answerUnsigned'] as const) {
    test(`an order may be there, or not, when every answer is ${fault}; the query knows`, async () => {
      const input = await merchant.order()
      await merchant.market.faults({ [fault]: { api: 'order' } })
      expect(await merchant.room.createOrder(input)).toMatchObject({ outcome: 'unknown' })
      await merchant.market.faults({})
      expect(await merchant.room.queryOrder(input.orderNo)).toEqual({ outcome: 'unpaid' })
    })
  }

  test('an order is not there when every call was lost on the way', async () => {
    const input = await merchant.order()
    await merchant.market.faults({ timeoutBeforeEffect: { api: 'order' } })
    expect(await merchant.room.createOrder(input)).toMatchObject({ outcome: 'unknown', code: 'TIMEOUT' })
    await merchant.market.faults({})
    expect(await merchant.room.queryOrder(input.orderNo)).toEqual({ outcome: 'not-found' })
  })

  test('an order that nobody pays is open up to its time, and closed when that is over', async () => {
    const { orderNo } = await merchant.created({ expiresAt: merchant.market.now() + 5 * MINUTE })
    await merchant.market.pass(4 * MINUTE)
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
    await merchant.market.pass(2 * MINUTE)
    expect(await merchant.room.queryOrder(orderNo)).toEqual({ outcome: 'closed' })
  })

  test('a dozen orders at once are a dozen orders', async () => {
    const payer = await merchant.someone()
    const inputs = await Promise.all(Array.from({ length: 12 }, () => merchant.order({ payer })))
    const answers = await Promise.all(inputs.map((input) => merchant.room.createOrder(input)))
    const handles = answers.map((answer) => (answer.outcome === 'created' ? answer.prepayId : answer.outcome))
    expect(new Set(handles).size).toBe(12)
  })

  test('an order’s pay parameters may be made again, and pay that order', async () => {
    const of = await merchant.created()
    const first = merchant.room.payParameters(of.prepayId)
    const second = merchant.room.payParameters(of.prepayId)
    expect(second.channel).toBe(first.channel)
    await merchant.pay(of)
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
  })
}
