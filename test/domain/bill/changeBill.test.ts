import fc from 'fast-check'
import type { FeeSheet } from '../../../contract/estimates'
import type { Bill, BillApplication } from '../../../server/domain/bill/bill'
import { type BillChange, type BillTarget, feeStateOf, planBillChange } from '../../../server/domain/bill/changeBill'
import { runningLateFee } from '../../../server/domain/billing/lateFee'
import { outstanding } from '../../../server/domain/billing/owed'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { exact } from '../../../server/domain/tariff/exact'
import { rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')
const SEASON = '2025-2026'

/** All of its days by the one rulebook. */
const terms = [{ from: null, rules: baoji }]

const bill = (given: Partial<Bill> = {}): Bill => ({
  id: 'B1',
  kind: 'season',
  company: 'baoji',
  householdId: 'H1',
  season: SEASON,
  lines: [{ label: '采暖费（居民）', formula: '100.00 m² × 22.00 元/m²', rule: 'BO1', amountFen: 220_000 }],
  billedFen: 220_000,
  appliedFen: 0,
  lateFeePaidFen: 0,
  reversedFen: 0,
  rulebookVersion: 1,
  dueOn: '2025-11-14',
  openedAt: 0,
  ...given,
})

const application = (paymentId: string, on: string, principalFen: number, lateFeeFen = 0): BillApplication => ({
  id: `A${paymentId}`,
  company: 'baoji',
  billId: 'B1',
  paymentId,
  ofPayment: paymentId,
  on,
  principalFen,
  lateFeeFen,
  recordedAt: 0,
})

const sheet = (totalFen: number): FeeSheet => ({
  lines: [{ label: '按用热天数收费', formula: '…', rule: 'TS5', amountFen: totalFen }],
  totalFen,
})
const fee = (totalFen: number): BillTarget => ({ kind: 'fee', sheet: sheet(totalFen), title: '已搬迁' })
const reduction = (amountFen: number): BillTarget => ({
  kind: 'reduction',
  amountFen,
  line: { label: '减费', formula: '…', rule: 'TS7' },
})

describe('a bill that is reckoned anew', () => {
  test('BO5: late fee that the smaller fee would not run up is given back, latest payment first', () => {
    const paid = bill({ appliedFen: 100_000, lateFeePaidFen: 4_400 })
    const planned = planBillChange(
      terms,
      { bill: paid, changes: [], applications: [application('P1', '2025-12-10', 100_000, 4_400)] },
      fee(50_000),
      '2025-12-20',
    )
    // 500.00 × 2 ‰ × 10 days = 10.00 had run up until it was paid; 44.00 was taken.
    expect(planned).toMatchObject({
      feeFen: 50_000,
      reversedFen: 220_000,
      addedFen: 50_000,
      takenBackFen: 50_000,
      lateFeeBackFen: 3_400,
      takenBack: [{ paymentId: 'P1', on: '2025-12-10', principalFen: 50_000, lateFeeFen: 3_400 }],
    })
  })

  test('of two payments the later gives back first: late fee stops when the smaller fee was paid', () => {
    const applications = [application('P1', '2025-12-05', 40_000), application('P2', '2025-12-10', 60_000)]
    const planned = planBillChange(
      terms,
      { bill: bill({ appliedFen: 100_000 }), changes: [], applications },
      fee(50_000),
      '2025-12-20',
    )
    expect(planned?.takenBack).toEqual([{ paymentId: 'P2', on: '2025-12-10', principalFen: 50_000, lateFeeFen: 0 }])
  })

  test('BO5: no late fee runs on what was put on later, before it was put on', () => {
    const raised = planBillChange(terms, { bill: bill(), changes: [], applications: [] }, fee(300_000), '2026-01-20')
    expect(raised?.raises).toEqual([{ on: '2026-01-20', amountFen: 80_000 }])
    const debt = { season: SEASON, chargedFen: 300_000, raises: raised?.raises ?? [], applied: [] }
    // 51 days on 2200.00, one more on 3000.00.
    expect(runningLateFee(baoji, debt, '2026-01-20').toNumber()).toBe(220_000 * 0.002 * 51)
    expect(runningLateFee(baoji, debt, '2026-01-21').toNumber()).toBe(220_000 * 0.002 * 51 + 600)
    // Seen from an earlier day, as a payment that became known late is.
    expect(runningLateFee(baoji, debt, '2025-12-10').toNumber()).toBe(220_000 * 0.002 * 10)
  })

  test('the same fee again changes nothing; a reduction beyond the bill is a bug', () => {
    const of = { bill: bill(), changes: [], applications: [] }
    expect(planBillChange(terms, of, fee(220_000), '2025-12-20')).toBeUndefined()
    expect(() => planBillChange(terms, of, reduction(220_001), '2025-12-20')).toThrow(RangeError)
    expect(() => planBillChange(terms, of, reduction(0), '2025-12-20')).toThrow(RangeError)
  })

  test('C1, C6: whatever is changed, lines add up, nothing is paid beyond the bill, no fen is lost', () => {
    const deeds = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('fee' as const), fen: fc.integer({ min: 0, max: 400_000 }) }),
        fc.record({ kind: fc.constant('reduction' as const), fen: fc.integer({ min: 1, max: 400_000 }) }),
        fc.record({ kind: fc.constant('pay' as const), fen: fc.integer({ min: 1, max: 400_000 }) }),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(deeds, (story) => {
        let now = bill()
        let [changes, applications]: [BillChange[], BillApplication[]] = [[], []]
        let [paidFen, creditFen] = [0, 0]
        const charges = [{ on: '2025-11-01', chargedFen: 220_000 }]
        story.forEach((deed, n) => {
          const on = addDays('2025-11-25', n * 3)
          if (deed.kind === 'pay') {
            const chargedFen = now.billedFen - now.reversedFen
            const debt = { season: SEASON, chargedFen, raises: now.raises ?? [], applied: applications }
            const owed = outstanding(baoji, debt, on)
            const lateFeeFen = Math.min(deed.fen, owed.lateFeeFen)
            const principalFen = Math.min(deed.fen - lateFeeFen, owed.principalFen)
            if (lateFeeFen + principalFen === 0) return
            paidFen += lateFeeFen + principalFen
            applications = [...applications, application(`P${n}`, on, principalFen, lateFeeFen)]
            now = {
              ...now,
              appliedFen: now.appliedFen + principalFen,
              lateFeePaidFen: now.lateFeePaidFen + lateFeeFen,
            }
            return
          }
          const charged = now.billedFen - now.reversedFen
          if (deed.kind === 'reduction' && deed.fen > charged) return
          const target = deed.kind === 'fee' ? fee(deed.fen) : reduction(deed.fen)
          const planned = planBillChange(terms, { bill: now, changes, applications }, target, on)
          if (!planned) return
          const cause = deed.kind === 'fee' ? ('moved-out' as const) : ('reduced' as const)
          changes = [...changes, { ...change, ...planned, id: `C${n}`, sequence: changes.length + 1, cause }]
          creditFen += planned.takenBackFen + planned.lateFeeBackFen
          applications = [
            ...applications,
            ...planned.takenBack.map((part) => ({
              ...application(`C${n}`, part.on, -part.principalFen, -part.lateFeeFen),
              ofPayment: part.paymentId,
            })),
          ]
          now = {
            ...now,
            lines: planned.lines,
            raises: planned.raises,
            billedFen: now.billedFen + planned.addedFen,
            reversedFen: now.reversedFen + planned.reversedFen,
            appliedFen: now.appliedFen - planned.takenBackFen,
            lateFeePaidFen: now.lateFeePaidFen - planned.lateFeeBackFen,
          }
          const chargedNow = now.billedFen - now.reversedFen
          const { feeFen, reductionFen } = feeStateOf(now, changes)
          expect(chargedNow).toBe(Math.max(0, feeFen - reductionFen))
          expect(now.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(chargedNow)
          expect(now.appliedFen).toBeLessThanOrEqual(chargedNow)
          expect(now.lateFeePaidFen).toBeGreaterThanOrEqual(0)
          charges.push({ on, chargedFen: chargedNow })
          const debt = { season: SEASON, chargedFen: chargedNow, raises: now.raises ?? [], applied: applications }
          expect(runningLateFee(baoji, debt, on).toFixed()).toBe(dayByDay(charges, applications, on))
          expect(outstanding(baoji, debt, on).overpaidLateFeeFen).toBe(0)
          expect(applications.reduce((sum, { principalFen }) => sum + principalFen, 0)).toBe(now.appliedFen)
        })
        expect(now.appliedFen + now.lateFeePaidFen + creditFen).toBe(paidFen)
      }),
      { numRuns: 500 },
    )
  })
})

/**
 * BO5 the long way: on each day 2 ‰ of what was owed at its beginning. What was owed then is what the bill charged then,
 * or less, when it was lowered since; a payment counts for what it still pays.
 */
function dayByDay(
  charges: readonly { on: string; chargedFen: number }[],
  applications: readonly BillApplication[],
  asOf: string,
): string {
  let sum = exact('0')
  for (let day = '2025-12-01'; day <= asOf; day = addDays(day, 1)) {
    const asItWas = charges.filter(({ on }) => on < day).at(-1)?.chargedFen ?? 0
    const since = charges.filter(({ on }) => on >= day).map(({ chargedFen }) => chargedFen)
    const paid = applications.filter(({ on }) => on < day).reduce((all, { principalFen }) => all + principalFen, 0)
    sum = sum.plus(exact(Math.min(asItWas, ...since) - paid).times('0.002'))
  }
  return sum.toFixed()
}

const change: Omit<BillChange, 'id' | 'sequence' | 'cause' | 'feeFen' | 'reductionFen'> = {
  company: 'baoji',
  billId: 'B1',
  householdId: 'H1',
  season: SEASON,
  causeId: 'X',
  reversedFen: 0,
  addedFen: 0,
  takenBackFen: 0,
  lateFeeBackFen: 0,
  on: '2025-12-20',
  by: 'li',
  recordedAt: 0,
}
