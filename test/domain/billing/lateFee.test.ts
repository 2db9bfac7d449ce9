import fc from 'fast-check'
import { lateFeeStart, runningLateFee, type SeasonDebt } from '../../../server/domain/billing/lateFee'
import { outstanding } from '../../../server/domain/billing/owed'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { roundedHalfUp } from '../../../server/domain/tariff/exact'
import { answered, rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')
const HOME = { buildingArea: '100' } // 2200.00

const owed = (asOf: string, payments: { on: string; amountFen: number }[] = []) =>
  answered('baoji', { ...HOME, payments, asOf }).owed

describe('late fee (BO5)', () => {
  test.each([
    ['2025-11-30', 0],
    ['2025-12-01', 440],
    ['2025-12-10', 4_400],
    ['2025-12-31', 13_640],
    ['2026-12-01', 161_040], // 366 days
  ])('BO5: 2200.00 unpaid on %s has run up %i fen, Dec 1 and that day included', (asOf, lateFeeFen) => {
    expect(owed(asOf)).toEqual({
      asOf,
      principalFen: 220_000,
      lateFeeFen,
      totalFen: 220_000 + lateFeeFen,
      creditFen: 0,
    })
  })

  test('BO5: paid by Nov 30 nothing runs; paid on Dec 1 that day counts', () => {
    expect(owed('2026-02-01', [{ on: '2025-11-30', amountFen: 220_000 }])?.totalFen).toBe(0)
    expect(owed('2026-02-01', [{ on: '2025-12-01', amountFen: 220_440 }])).toMatchObject({ totalFen: 0, creditFen: 0 })
    // 2200.00 alone leaves 4.40 of principal, on which 62 days × 2 ‰ = 0.5456 run
    expect(owed('2026-02-01', [{ on: '2025-12-01', amountFen: 220_000 }])).toMatchObject({
      principalFen: 440,
      lateFeeFen: 55,
    })
  })

  test('BO5: a part payment lowers the base from the next day on', () => {
    const payments = [{ on: '2025-12-10', amountFen: 104_400 }] // 44.00 late fee, 1000.00 principal
    expect(owed('2025-12-10', payments)).toMatchObject({ principalFen: 120_000, lateFeeFen: 0 })
    expect(owed('2025-12-11', payments)).toMatchObject({ principalFen: 120_000, lateFeeFen: 240 })
    expect(owed('2025-12-15', payments)).toMatchObject({ lateFeeFen: 1_200, totalFen: 121_200 })
  })

  test('BO5: a part paid before Dec 1 lowers the base from the first day', () => {
    expect(owed('2025-12-05', [{ on: '2025-11-20', amountFen: 20_000 }])).toMatchObject({
      principalFen: 200_000,
      lateFeeFen: 2_000,
    })
  })

  test('BO5: simple, not compounded: a payment of less than the late fee leaves the base as it was', () => {
    const payments = [{ on: '2025-12-10', amountFen: 1_000 }]
    // 20 days × 4.40 − 10.00
    expect(owed('2025-12-20', payments)).toMatchObject({ principalFen: 220_000, lateFeeFen: 7_800 })
  })

  test('BO5: the running sum is rounded when asked for: the thousandths of earlier days are kept', () => {
    // 89.33 m²: 1965.26. Dec 1–3: 11.79156, shown 11.79. 1000.00 paid: 11.79 late fee, 988.21 principal, 977.05 left.
    // Dec 4: + 1.9541 = 13.74566, shown 13.75, of which 11.79 is paid: 1.96. A sum restarted on Dec 4 would show 1.95.
    const payments = [{ on: '2025-12-03', amountFen: 100_000 }]
    const at = (asOf: string) => answered('baoji', { buildingArea: '89.33', payments, asOf }).owed
    expect(at('2025-12-03')).toMatchObject({ principalFen: 97_705, lateFeeFen: 0 })
    expect(at('2025-12-04')).toMatchObject({ principalFen: 97_705, lateFeeFen: 196 })
  })

  test('BO5: payments after the day asked about are left out; the order of writing is no matter', () => {
    const early = { on: '2025-12-05', amountFen: 50_000 }
    const late = { on: '2025-12-20', amountFen: 60_000 }
    expect(owed('2025-12-10', [late, early])).toEqual(owed('2025-12-10', [early]))
    expect(owed('2025-12-25', [late, early])).toEqual(owed('2025-12-25', [early, late]))
  })

  test('BO5: it begins on Dec 1 of the season’s first year; a company without the rule has none', () => {
    expect(lateFeeStart(baoji, '2025-2026')).toBe('2025-12-01')
    expect(lateFeeStart(rulebookOf('lanzhou'), '2025-2026')).toBeUndefined()
  })

  test('BO5: a reversed payment raises the base again from the next day on', () => {
    const debt: SeasonDebt = {
      season: '2025-2026',
      chargedFen: 220_000,
      applied: [
        { on: '2025-11-20', principalFen: 220_000, lateFeeFen: 0 },
        { on: '2025-12-10', principalFen: -220_000, lateFeeFen: 0 },
      ],
    }
    expect(outstanding(baoji, debt, '2025-12-10')).toMatchObject({ principalFen: 220_000, lateFeeFen: 0 })
    expect(outstanding(baoji, debt, '2025-12-12')).toMatchObject({ principalFen: 220_000, lateFeeFen: 880 })
  })

  test('BO5: a payment that becomes known late shows how much late fee was paid too much', () => {
    const debt: SeasonDebt = {
      season: '2025-2026',
      chargedFen: 220_000,
      applied: [
        { on: '2025-12-10', principalFen: 0, lateFeeFen: 4_400 },
        { on: '2025-11-20', principalFen: 220_000, lateFeeFen: 0 },
      ],
    }
    expect(outstanding(baoji, debt, '2025-12-12')).toMatchObject({
      principalFen: 0,
      lateFeeFen: 0,
      overpaidLateFeeFen: 4_400,
    })
  })
})

const aDebt = fc.record({
  chargedFen: fc.integer({ min: 0, max: 10_000_000 }),
  days: fc.integer({ min: -40, max: 400 }),
  shares: fc.array(fc.record({ day: fc.integer({ min: -40, max: 400 }), share: fc.integer({ min: 0, max: 100 }) }), {
    maxLength: 5,
  }),
})

/** Payments of principal that never exceed the charge. */
function debtOf({ chargedFen, shares }: { chargedFen: number; shares: { day: number; share: number }[] }): SeasonDebt {
  let rest = chargedFen
  const applied = shares.map(({ day, share }) => {
    const principalFen = Math.floor((rest * share) / 100)
    rest -= principalFen
    return { on: addDays('2025-12-01', day), principalFen, lateFeeFen: 0 }
  })
  return { season: '2025-2026', chargedFen, applied }
}

describe('late fee, whatever the debt', () => {
  test('BO5: it is the sum of each day’s 2 ‰ on what was owed at that day’s beginning', () => {
    fc.assert(
      fc.property(aDebt, ({ days, ...given }) => {
        const debt = debtOf(given)
        const asOf = addDays('2025-12-01', days)
        let thousandths = 0
        for (let day = '2025-12-01'; day <= asOf; day = addDays(day, 1)) {
          const paid = debt.applied
            .filter(({ on }) => on < day)
            .reduce((sum, { principalFen }) => sum + principalFen, 0)
          thousandths += (debt.chargedFen - paid) * 2
        }
        expect(runningLateFee(baoji, debt, asOf).times(1000).toFixed()).toBe(String(thousandths))
      }),
    )
  })

  test('BO5: it never falls from one day to the next, and a larger debt never has a smaller one', () => {
    fc.assert(
      fc.property(aDebt, fc.integer({ min: 0, max: 1_000_000 }), ({ days, ...given }, more) => {
        const debt = debtOf(given)
        const asOf = addDays('2025-12-01', days)
        const today = runningLateFee(baoji, debt, asOf)
        expect(runningLateFee(baoji, debt, addDays(asOf, 1)).gte(today)).toBe(true)
        const larger = { ...debt, chargedFen: debt.chargedFen + more }
        expect(runningLateFee(baoji, larger, asOf).gte(today)).toBe(true)
        expect(roundedHalfUp(today, 0).gte(0)).toBe(true)
      }),
    )
  })
})
