import { fen } from '../../../contract/money'
import {
  balanceDueOn,
  clearsArrears,
  instalmentOffer,
  judgePart,
  minimumFirstPart,
} from '../../../server/domain/billing/instalments'
import { answered, rulebookOf } from '../../support/estimate'

const lanzhou = rulebookOf('lanzhou')
const offer = instalmentOffer(lanzhou, '2025-2026', 'area', 223_325)
const part = {
  offer,
  amountFen: fen(111_663),
  on: '2025-11-21',
  remainingFen: fen(223_325),
  arrearsFen: fen(0),
  firstPaid: false,
}

describe('paying in parts (C7)', () => {
  test('C7: the first part is a share of the whole fee, rounded up to fen', () => {
    expect(minimumFirstPart(223_325, '50%')).toBe(111_663)
    expect(minimumFirstPart(223_324, '50%')).toBe(111_662)
    expect(minimumFirstPart(1, '50%')).toBe(1)
    expect(minimumFirstPart(84_092, '40%')).toBe(33_637)
  })

  test('LZ2: offered to area households, with the day for the rest and how consent is given', () => {
    expect(offer).toEqual({
      allowed: true,
      minimumFirstFen: 111_663,
      balanceDueOn: '2026-01-01',
      consent: 'automatic',
      rule: 'LZ2',
    })
    expect(balanceDueOn(lanzhou, '2026-2027')).toBe('2027-01-01')
  })

  test('LZ4, C7: not to metered households, not for a fee of nothing, not without a rule', () => {
    expect(instalmentOffer(lanzhou, '2025-2026', 'metered', 223_325)).toEqual({ allowed: false })
    expect(instalmentOffer(lanzhou, '2025-2026', 'area', 0)).toEqual({ allowed: false })
    expect(instalmentOffer(rulebookOf('baoji'), '2025-2026', 'area', 223_325)).toEqual({ allowed: false })
    expect(balanceDueOn(rulebookOf('baoji'), '2025-2026')).toBeUndefined()
    expect(answered('xueling', { service: 'suspended' }).instalments).toEqual({ allowed: false })
  })

  test('C7, LZ2: a first part one fen below the minimum is refused, naming it', () => {
    expect(judgePart(part)).toEqual({ outcome: 'fits' })
    expect(judgePart({ ...part, amountFen: fen(111_662) })).toEqual({ outcome: 'below-minimum', minimumFen: 111_663 })
  })

  test('C7: what remains may be paid in parts of any size until the stated day, inclusive', () => {
    const later = { ...part, firstPaid: true, remainingFen: fen(111_662), amountFen: fen(1) }
    expect(judgePart({ ...later, on: '2026-01-01' })).toEqual({ outcome: 'fits' })
    expect(judgePart({ ...later, on: '2026-01-02' })).toEqual({ outcome: 'too-late', balanceDueOn: '2026-01-01' })
    expect(judgePart({ ...later, amountFen: fen(111_663) })).toEqual({
      outcome: 'more-than-owed',
      remainingFen: 111_662,
    })
  })

  test('C7: paying all that remains is open at any time, with or without a rule', () => {
    const whole = { ...part, amountFen: fen(223_325), on: '2026-02-01' }
    expect(judgePart(whole)).toEqual({ outcome: 'fits' })
    expect(judgePart({ ...whole, offer: { allowed: false } })).toEqual({ outcome: 'fits' })
    expect(judgePart({ ...whole, offer: { allowed: false }, amountFen: fen(223_324) })).toEqual({
      outcome: 'no-instalments',
    })
  })

  test('C7: arrears of earlier seasons come first', () => {
    expect(judgePart({ ...part, arrearsFen: fen(1) })).toEqual({ outcome: 'arrears-first', arrearsFen: 1 })
    const old = { ...part, remainingFen: fen(162_000), arrearsFen: fen(162_000) }
    expect(judgePart({ ...old, amountFen: fen(200_000) })).toEqual({ outcome: 'arrears-first', arrearsFen: 162_000 })
    expect(judgePart({ ...old, amountFen: fen(324_000) })).toEqual({ outcome: 'fits' })
    expect(judgePart({ ...old, amountFen: fen(324_001) })).toEqual({ outcome: 'more-than-owed', remainingFen: 324_000 })
  })

  test('C6, C7: all of the arrears and nothing else is paid alone, whatever the rule on parts', () => {
    const clears = (amountFen: number) => clearsArrears(fen(162_000), amountFen)
    expect([161_999, 162_000, 162_001].map(clears)).toEqual([false, true, false])
    expect(clearsArrears(fen(0), 0)).toBe(false)
  })

  test('C7: nothing and less than nothing are no amounts', () => {
    expect(judgePart({ ...part, amountFen: fen(0) })).toEqual({ outcome: 'not-an-amount' })
    expect(judgePart({ ...part, amountFen: fen(-5) })).toEqual({ outcome: 'not-an-amount' })
  })
})
