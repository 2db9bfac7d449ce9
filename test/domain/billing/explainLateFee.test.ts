import fc from 'fast-check'
import type { FeeLine } from '../../../contract/estimates'
import { yuanText } from '../../../contract/money'
import { lateFeeLine } from '../../../server/domain/billing/explainLateFee'
import { outstanding } from '../../../server/domain/billing/owed'
import { addDays } from '../../../server/domain/calendar/civilDate'
import type { LateFeeRule } from '../../../server/domain/rulebook/feeRules'
import { exact, percent, roundedHalfUp } from '../../../server/domain/tariff/exact'
import { rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')
const line = (amountFen: number, more: Partial<FeeLine> = {}): FeeLine => ({
  label: '采暖费',
  formula: yuanText(amountFen),
  rule: 'BO1',
  amountFen,
  ...more,
})

interface Paid {
  on: string
  principalFen: number
  lateFeeFen: number
}

/** The bill's late-fee line on a day, and what is owed then by the account. */
function explained(lines: FeeLine[], applied: Paid[], on: string, rules = baoji) {
  const billedFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const withoutLateFeeFen = lines.reduce((sum, one) => sum + (one.withoutLateFee ? one.amountFen : 0), 0)
  const season = '2025-2026'
  const owed = outstanding(rules, { season, chargedFen: billedFen, applied, withoutLateFeeFen }, on)
  const lateFeePaidFen = applied.reduce((sum, { lateFeeFen }) => sum + lateFeeFen, 0)
  const bill = { billedFen, reversedFen: 0, lateFeePaidFen, lines, raises: [], season }
  const printed = lateFeeLine([{ from: null, rules }], bill, applied, { owedFen: owed.lateFeeFen, on })
  return { printed, owed }
}

/** What the formula comes to when somebody works it out on paper. */
function workedOut(formula: string): number {
  const sum = formula.split(' + ').reduce((total, product) => {
    const factors = product.split(' × ').map((factor) => {
      if (factor.endsWith('‰')) return exact(factor.replace(' ‰', '')).times('0.001')
      return factor.endsWith('%') ? percent(factor) : exact(factor.replace(/ (元|天)$/, ''))
    })
    return total.plus(factors.reduce((product, factor) => product.times(factor), exact('1')))
  }, exact('0'))
  return roundedHalfUp(sum.times(100), 0).toNumber()
}

const ruled = (rule: Partial<LateFeeRule>) => ({
  ...baoji,
  lateFee: { from: '12-01', rule: 'BO5', source: 'notice', ...rule },
})

describe('a bill’s late fee is a line like the others (C9)', () => {
  test('BO5: what was owed × 2 ‰ × days, and after a part payment on the rest', () => {
    const { printed } = explained(
      [line(220_000)],
      [{ on: '2025-12-10', principalFen: 100_000, lateFeeFen: 4_400 }],
      '2025-12-15',
    )
    expect(printed).toMatchObject({
      formula: '2200.00 元 × 2 ‰ × 10 天 + 1200.00 元 × 2 ‰ × 5 天',
      rule: 'BO5',
      amountFen: 5_600,
    })
  })

  test('none before its first day, none without a rule', () => {
    expect(explained([line(220_000)], [], '2025-11-30').printed).toBeUndefined()
    expect(explained([line(220_000)], [], '2026-02-01', { ...baoji, lateFee: undefined }).printed).toBeUndefined()
  })

  test('once, by a bank’s rate, stopped, with a limit, and on heat alone', () => {
    const whole = [line(220_000)]
    expect(explained(whole, [], '2026-02-01', ruled({ once: '5%' })).printed).toMatchObject({
      formula: '2200.00 元 × 5%',
      amountFen: 11_000,
    })
    const bankRate = { annual: '3.65%', times: '2', daysOfYear: '365' as const }
    // 2200 × 3.65 % × 2 ÷ 365 × 10 days
    expect(explained(whole, [], '2025-12-10', ruled({ bankRate })).printed).toMatchObject({
      formula: '2200.00 元 × 3.65% × 2 ÷ 365 × 10 天',
      amountFen: 440,
    })
    const stopped = ruled({ permillePerDay: '2', until: '12-10' })
    expect(explained(whole, [], '2026-05-01', stopped).printed?.amountFen).toBe(4_400)
    const limited = ruled({ permillePerDay: '2', atMost: '10%' })
    expect(explained(whole, [], '2026-12-01', limited).printed?.amountFen).toBe(22_000)
    const heatAlone = [line(204_000), line(16_000, { withoutLateFee: true })]
    expect(explained(heatAlone, [], '2025-12-10').printed).toMatchObject({
      formula: '2040.00 元 × 2 ‰ × 10 天',
      amountFen: 4_080,
    })
  })

  test('whatever is billed and paid: lines and late fee make the sum, formula and amount agree', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays('2025-11-01', days))
    const bill = fc.record({
      fees: fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 3 }),
      parts: fc.array(fc.tuple(day, fc.integer({ min: 1, max: 50 })), { maxLength: 4 }),
      on: day,
    })
    fc.assert(
      fc.property(bill, ({ fees, parts, on }) => {
        const lines = fees.map((fee) => line(fee))
        const billedFen = fees.reduce((sum, fee) => sum + fee, 0)
        let left = billedFen
        const applied: Paid[] = []
        for (const [paidOn, percentage] of [...parts].sort(([one], [other]) => (one < other ? -1 : 1))) {
          if (paidOn > on) continue
          const principalFen = Math.min(left, Math.floor((billedFen * percentage) / 100))
          const { owed } = explained(lines, applied, paidOn)
          left -= principalFen
          applied.push({ on: paidOn, principalFen, lateFeeFen: owed.lateFeeFen })
        }
        const { printed, owed } = explained(lines, applied, on)
        const sum = billedFen + (printed?.amountFen ?? 0)
        const paid = applied.reduce((total, one) => total + one.principalFen + one.lateFeeFen, 0)
        expect(sum - paid).toBe(owed.principalFen + owed.lateFeeFen)
        if (printed) expect(Math.abs(workedOut(printed.formula) - printed.amountFen)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})
