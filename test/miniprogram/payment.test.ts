import fc from 'fast-check'
import { orderState } from '../../contract/resident'
import { ORDER_TONE } from '../../miniprogram/components/BillLine'
import { intentionFor, readPart, wishText } from '../../miniprogram/payment/intention'
import {
  nextAsk,
  outcomeOfRequestPayment,
  outcomeOfTradePay,
  type PayOutcome,
  readOutcome,
  resultView,
} from '../../miniprogram/payment/outcome'

describe('What a payment sheet says', () => {
  test.each([
    ['9000', 'paid'],
    ['8000', 'pending'],
    ['6004', 'pending'],
    ['6002', 'pending'],
    ['99', 'pending'],
    ['4000', 'failed'],
    ['4', 'failed'],
    ['6001', 'cancelled'],
    ['7777', 'pending'],
  ])('my.tradePay %s means %s', (code, outcome) => {
    expect(outcomeOfTradePay(code)).toBe(outcome)
  })

  test.each([
    ['requestPayment:ok', 'paid'],
    ['requestPayment:fail cancel', 'cancelled'],
    ['requestPayment:fail (detail)', 'failed'],
    ['requestPayment:fail no permission', 'failed'],
  ])('wx %s means %s', (errMsg, outcome) => {
    expect(outcomeOfRequestPayment(errMsg)).toBe(outcome)
  })

  test('in an address is only one of the four words', () => {
    expect(readOutcome('cancelled')).toBe('cancelled')
    expect(readOutcome('PAID')).toBeUndefined()
    expect(readOutcome(undefined)).toBeUndefined()
  })
})

describe('The result page', () => {
  const outcomes: (PayOutcome | undefined)[] = ['paid', 'pending', 'cancelled', 'failed', undefined]

  test('says “paid” when the server does, and never otherwise', () => {
    for (const state of orderState.options)
      for (const outcome of outcomes) expect(resultView(state, outcome) === 'paid').toBe(state === 'paid')
  })

  test('says that no money moved only when neither side has seen any', () => {
    for (const state of orderState.options)
      for (const outcome of outcomes)
        if (resultView(state, outcome) === 'not-done') {
          expect(state).toBe('unpaid')
          expect(['cancelled', 'failed']).toContain(outcome)
        }
  })

  test.each(['checking', 'not-done', 'unknown'] as const)(
    '%s: asked about less and less often, until it has ended',
    (view) => {
      const waits = Array.from({ length: 200 }, (_, asked) => nextAsk(view, asked, asked * 15_000))
      expect(waits).toEqual([...waits].sort((one, other) => (one ?? 0) - (other ?? 0)))
      expect(waits[0]).toBe(1_000)
      expect(waits.at(-1)).toBe(15_000)
      expect(nextAsk('paid', 0, 0)).toBeUndefined()
      expect(nextAsk('closed', 0, 0)).toBeUndefined()
    },
  )

  test('every state of an order has a colour', () => {
    expect(Object.keys(ORDER_TONE).sort()).toEqual([...orderState.options].sort())
  })
})

describe('A wish to pay', () => {
  const order = { kind: 'part', householdId: 'H1', partFen: 111_663 } as const
  const now = 1_795_233_600_000
  let made = 0
  const makeKey = () => `key-${++made}`
  const wish = (kept: Parameters<typeof intentionFor>[0], at = now, who = 'lanzhou.wechat') =>
    intentionFor(kept, who, order, at, makeKey)

  test('keeps its key while its answer is unknown', () => {
    const first = wish(undefined)
    expect(wish(first, now + 60_000)).toBe(first)
    expect(wish(first, now + 3 * 3_600_000).key).not.toBe(first.key)
  })

  test('goes on with its order until that expires', () => {
    const first = { ...wish(undefined), order: { no: 'HP1', expiresAt: now + 60_000 } }
    expect(wish(first, now + 59_999)).toBe(first)
    expect(wish(first, now + 60_000).order).toBeUndefined()
  })

  test('of another amount, household or person is another wish', () => {
    const first = wish(undefined)
    expect(wish(first, now, 'lanzhou.alipay').key).not.toBe(first.key)
    const other = intentionFor(first, 'lanzhou.wechat', { ...order, partFen: 111_664 }, now, makeKey)
    expect(other.key).not.toBe(first.key)
    expect(wishText({ kind: 'whole', householdId: 'H1' })).not.toBe(wishText({ kind: 'whole', householdId: 'H2' }))
  })
})

describe('The amount of a part', () => {
  const read = (typed: string) => readPart(typed, 111_663, 223_325)

  test.each([
    ['1116.63', { kind: 'good', amount: 111_663, rest: 111_662 }],
    ['1,200', { kind: 'good', amount: 120_000, rest: 103_325 }],
    ['1200。5', { kind: 'good', amount: 120_050, rest: 103_275 }],
    ['1200.', { kind: 'good', amount: 120_000, rest: 103_325 }],
    ['2233.25', { kind: 'good', amount: 223_325, rest: 0 }],
    ['2233.26', { kind: 'too-much' }],
    ['1116.62', { kind: 'too-little' }],
    ['0', { kind: 'too-little' }],
    ['-1500', { kind: 'too-little' }],
    ['', { kind: 'not-an-amount' }],
    ['1200.555', { kind: 'not-an-amount' }],
    ['一千', { kind: 'not-an-amount' }],
  ])('"%s"', (typed, expected) => {
    expect(read(typed)).toEqual(expected)
  })

  test('and the rest make the whole, to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (part, rest) => {
        const text = `${Math.floor(part / 100)}.${String(part % 100).padStart(2, '0')}`
        expect(readPart(text, 1, part + rest)).toEqual({ kind: 'good', amount: part, rest })
      }),
    )
  })
})
