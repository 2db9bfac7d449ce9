import fc from 'fast-check'
import { fen } from '../../../contract/money'
import type { SeasonDebt } from '../../../server/domain/billing/lateFee'
import { allocate, allocatePayment, applied, type Outstanding, outstanding } from '../../../server/domain/billing/owed'
import { answered, rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')

const owed = (season: string, principalFen: number, lateFeeFen: number): Outstanding => ({
  season,
  principalFen: fen(principalFen),
  lateFeeFen: fen(lateFeeFen),
  overpaidLateFeeFen: fen(0),
})

describe('allocation of a payment (C6)', () => {
  const debts = [owed('2025-2026', 220_000, 440), owed('2024-2025', 100_000, 73_200)]

  test('C6: the oldest season first, within it the late fee and then principal', () => {
    expect(allocate(fen(80_000), debts)).toEqual({
      parts: [{ season: '2024-2025', lateFeeFen: 73_200, principalFen: 6_800 }],
      creditFen: 0,
    })
    expect(allocate(fen(173_300), debts)).toEqual({
      parts: [
        { season: '2024-2025', lateFeeFen: 73_200, principalFen: 100_000 },
        { season: '2025-2026', lateFeeFen: 100, principalFen: 0 },
      ],
      creditFen: 0,
    })
  })

  test('C6: what exceeds all that is owed stays as credit', () => {
    const { parts, creditFen } = allocate(fen(400_000), debts)
    expect(parts.map(({ season }) => season)).toEqual(['2024-2025', '2025-2026'])
    expect(creditFen).toBe(400_000 - 220_440 - 173_200)
    expect(allocate(fen(5), [])).toEqual({ parts: [], creditFen: 5 })
  })

  test('C6, BO5: the late fee of an old season has run since its own Dec 1, and is paid first', () => {
    const seasons: SeasonDebt[] = [
      { season: '2025-2026', chargedFen: 220_000, applied: [] },
      { season: '2024-2025', chargedFen: 100_000, applied: [] },
    ]
    // 2024-12-01 to 2025-12-01 are 366 days: 1000.00 × 2 ‰ × 366 = 732.00; 2025-2026: one day, 4.40
    const payment = { on: '2025-12-01', amountFen: fen(173_640) }
    const allocation = allocatePayment(baoji, seasons, payment)
    expect(allocation.parts).toEqual([
      { season: '2024-2025', lateFeeFen: 73_200, principalFen: 100_000 },
      { season: '2025-2026', lateFeeFen: 440, principalFen: 0 },
    ])
    const after = applied(seasons, payment.on, allocation)
    expect(after.map((debt) => outstanding(baoji, debt, '2025-12-02'))).toMatchObject([
      { principalFen: 220_000, lateFeeFen: 440 },
      { principalFen: 0, lateFeeFen: 0 },
    ])
  })

  test('C6: in the fee calculator an overpayment is credit', () => {
    const payments = [{ on: '2025-11-01', amountFen: 250_000 }]
    expect(answered('baoji', { buildingArea: '100', payments, asOf: '2025-12-10' }).owed).toEqual({
      asOf: '2025-12-10',
      principalFen: 0,
      lateFeeFen: 0,
      totalFen: 0,
      creditFen: 30_000,
    })
  })

  const someDebts = fc.uniqueArray(
    fc.record({
      season: fc.integer({ min: 2015, max: 2026 }).map((year) => `${year}-${year + 1}`),
      principalFen: fc.integer({ min: 0, max: 1_000_000 }).map(fen),
      lateFeeFen: fc.integer({ min: 0, max: 100_000 }).map(fen),
      overpaidLateFeeFen: fc.constant(fen(0)),
    }),
    { selector: ({ season }) => season, maxLength: 6 },
  )

  test('C6: no fen is lost or made: parts and credit are the payment, no part exceeds its debt', () => {
    fc.assert(
      fc.property(someDebts, fc.integer({ min: 1, max: 5_000_000 }), (debts, amountFen) => {
        const { parts, creditFen } = allocate(fen(amountFen), debts)
        const given = parts.reduce((sum, part) => sum + part.lateFeeFen + part.principalFen, 0)
        expect(given + creditFen).toBe(amountFen)
        for (const part of parts) {
          const debt = debts.find(({ season }) => season === part.season)
          expect(part.lateFeeFen).toBeLessThanOrEqual(debt?.lateFeeFen ?? -1)
          expect(part.principalFen).toBeLessThanOrEqual(debt?.principalFen ?? -1)
        }
        if (creditFen > 0) expect(given).toBe(debts.reduce((sum, debt) => sum + debt.lateFeeFen + debt.principalFen, 0))
      }),
    )
  })

  test('C6: the order of independent payments on one day does not matter', () => {
    const payments = fc.array(fc.integer({ min: 1, max: 150_000 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(payments, fc.integer({ min: 1, max: 28 }), (amounts, day) => {
        const on = `2025-12-${String(day).padStart(2, '0')}`
        const pay = (order: number[]) => {
          let credit = 0
          let seasons: SeasonDebt[] = ['2024-2025', '2025-2026'].map((season) => ({
            season,
            chargedFen: 196_526,
            applied: [],
          }))
          for (const amount of order) {
            const allocation = allocatePayment(baoji, seasons, { on, amountFen: fen(amount) })
            seasons = applied(seasons, on, allocation)
            credit += allocation.creditFen
          }
          return { credit, owed: seasons.map((debt) => outstanding(baoji, debt, '2026-01-31')) }
        }
        expect(pay([...amounts].reverse())).toEqual(pay(amounts))
        expect(pay([...amounts].sort((one, other) => one - other))).toEqual(pay(amounts))
      }),
    )
  })
})
