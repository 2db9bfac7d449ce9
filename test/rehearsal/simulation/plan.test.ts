import { accountOn } from '../../../server/domain/account/account'
import { minimumFirstPart } from '../../../server/domain/billing/instalments'
import { civilDayOf } from '../../../server/domain/calendar/civilDate'
import { chanceFrom, codeSpace } from '../../../server/rehearsal/simulation/chance'
import { entriesOf } from '../../../server/rehearsal/simulation/entry'
import { planPayment, pricedHeatSources, type SimulatedDay } from '../../../server/rehearsal/simulation/plan'
import { fiveCompanies } from '../../support/ports'

const DAY = '2026-11-20'

function dayOf(company: string, seed = '7', date = DAY): SimulatedDay {
  const rulebook = fiveCompanies().get(company)
  if (!rulebook) throw new Error(company)
  return { rulebook, date, seed, sources: { channels: ['wechat', 'alipay'], banks: ['partner'] } }
}

function plan(day: SimulatedDay, payments: number) {
  const [first, ...others] = pricedHeatSources(day.rulebook, '2026-2027')
  if (first === undefined) throw new Error('no price')
  return Array.from({ length: payments }, (_, n) => planPayment(day, n, String(n), [first, ...others]))
}

describe('a simulated day', () => {
  test('the same words give the same day, and a larger day begins with the smaller one', () => {
    expect(plan(dayOf('lanzhou'), 30)).toEqual(plan(dayOf('lanzhou'), 30))
    expect(plan(dayOf('lanzhou'), 60).slice(0, 30)).toEqual(plan(dayOf('lanzhou'), 30))
    expect(plan(dayOf('lanzhou', '8'), 30)).not.toEqual(plan(dayOf('lanzhou'), 30))
  })

  test.each(['beijing', 'tangshan', 'lanzhou', 'baoji', 'binzhou'])(
    '%s: each pays what it owes by the rulebook, or a part that it allows',
    (company) => {
      const day = dayOf(company)
      for (const { bill, amountFen, kind, source, paidAt, refund } of plan(day, 200)) {
        const { owedFen } = accountOn(() => day.rulebook, [bill], [], DAY)
        expect(bill.billedFen).toBeGreaterThan(0)
        if (kind === 'whole') expect(amountFen).toBe(owedFen)
        else {
          expect(amountFen).toBeGreaterThanOrEqual(
            minimumFirstPart(bill.billedFen, day.rulebook.instalments?.firstShare ?? '100%'),
          )
          expect(amountFen).toBeLessThan(owedFen)
        }
        expect(civilDayOf(paidAt)).toBe(DAY)
        if (refund) {
          expect(source).not.toBe('bank:partner')
          expect(refund.amountFen).toBeLessThanOrEqual(amountFen)
          expect(civilDayOf(refund.at)).toBe(DAY)
        }
      }
    },
  )

  test('late fee is paid with the rest once it runs (BO5)', () => {
    const day = dayOf('baoji', '7', '2026-12-05')
    const [first] = plan(day, 1)
    expect(first?.amountFen).toBeGreaterThan(first?.bill.billedFen ?? 0)
  })

  test('numbers are those of the channels, and no two are the same', () => {
    const all = plan(dayOf('lanzhou'), 3000)
    const shape = { wechat: /^4200\d{6}20261120\d{10}$/, alipay: /^202611202200\d{16}$/ }
    for (const { source, transactionId, orderNo } of all) {
      if (source === 'wechat' || source === 'alipay') {
        expect(transactionId).toMatch(shape[source])
        expect(orderNo).toMatch(/^HP261120[0-9A-HJKMNP-TV-Z]{10}$/)
      } else expect(orderNo).toBeNull()
    }
    expect(new Set(all.map(({ transactionId }) => transactionId)).size).toBe(3000)
    expect(new Set(all.map(({ household }) => household.id)).size).toBe(3000)
  })

  test('a channel lists payments and refunds in the order in which they happened', () => {
    const entries = entriesOf(plan(dayOf('lanzhou'), 500).filter(({ source }) => source === 'wechat'))
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => a - b))
    expect(entries.some(({ refund }) => refund !== null)).toBe(true)
  })
})

describe('user codes from a rulebook’s pattern', () => {
  test.each([
    ['^\\d{12}$', 10 ** 12, '000000000042'],
    ['^\\d{8}$', 10 ** 8, '00000042'],
    ['^[AB]\\d{2}$', 200, 'A42'],
    ['^HP[0-9A-F]{2}$', 256, 'HP2A'],
  ])('%s', (pattern, size, at42) => {
    const space = codeSpace(pattern)
    expect(space?.size).toBe(size)
    expect(space?.at(42)).toBe(at42)
    expect(space?.at((space?.size ?? 0) - 1)).toMatch(new RegExp(pattern))
  })

  test('codes come in the order of their texts', () => {
    const space = codeSpace('^[A-C]\\d$')
    const codes = Array.from({ length: 30 }, (_, place) => space?.at(place) ?? '')
    expect(codes).toEqual([...codes].sort())
    expect(new Set(codes).size).toBe(30)
  })

  test('a pattern that says more is not guessed at', () => {
    expect(codeSpace('^(a|b)\\d+$')).toBeUndefined()
    expect(codeSpace('^\\d{30}$')).toBeUndefined()
  })
})

describe('chance that can be told again', () => {
  test('the same words, the same draws; spread over all that it may draw', () => {
    const draw = () => {
      const chance = chanceFrom('a', 1)
      return Array.from({ length: 2000 }, () => chance.below(10))
    }
    expect(draw()).toEqual(draw())
    const counts = Array.from({ length: 10 }, (_, digit) => draw().filter((one) => one === digit).length)
    expect(Math.min(...counts)).toBeGreaterThan(130)
    expect(chanceFrom('a', 1).letters(26)).not.toBe(chanceFrom('a', 2).letters(26))
  })
})
