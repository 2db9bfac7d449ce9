import fc from 'fast-check'
import { fen } from '../../../contract/money'
import { homeState as shapeOfState } from '../../../contract/resident'
import { type HomeFacts, homeState } from '../../../server/domain/account/homeState'

const SEASON = '2026-2027'

type Changed = Partial<HomeFacts> & { owedFen?: number; lateFeeFen?: number; kind?: 'season' | 'top-up' }

/** A household of 2 233.25 yuan, due on the last day of the year; told on 22 November unless said otherwise. */
function facts({ owedFen = 223_325, lateFeeFen = 0, kind = 'season', ...rest }: Changed = {}): HomeFacts {
  const owed = {
    billId: 'B1',
    season: SEASON,
    principalFen: fen(owedFen - lateFeeFen),
    lateFeeFen: fen(lateFeeFen),
    overpaidLateFeeFen: fen(0),
  }
  return {
    today: '2026-11-22',
    bills: [{ id: 'B1', kind, season: SEASON, dueOn: '2026-12-31', appliedFen: 0 }],
    account: { owedFen, seasons: [owed] },
    payable: { closedBecause: null, firstPaid: false, offer: { allowed: false } },
    ...{ suspended: false, awaited: null, openOrder: undefined, pending: undefined },
    ...{ refund: undefined, objection: undefined },
    ...rest,
  }
}

describe('what a household’s card says first', () => {
  test('owed, until the last day of paying; from the next day on it is late', () => {
    const owes = { kind: 'owes', season: SEASON, amountFen: 223_325, until: '2026-12-31' }
    expect(homeState(facts({ today: '2026-12-31' }))).toMatchObject({ ...owes, late: false })
    expect(homeState(facts({ today: '2027-01-01' }))).toMatchObject({ ...owes, late: true })
  })

  test('a late fee that has run up is said, also while the newest season is in time', () => {
    expect(homeState(facts({ owedFen: 224_000, lateFeeFen: 675 }))).toMatchObject({ late: true, lateFeeFen: 675 })
  })

  test('after the first part the rest has its own day', () => {
    const offer = {
      allowed: true,
      balanceDueOn: '2027-01-15',
      minimumFirstFen: fen(111_663),
      consent: 'automatic',
      rule: 'LZ1',
    } as const
    const bills = [{ id: 'B1', kind: 'season', season: SEASON, dueOn: '2026-10-31', appliedFen: 111_663 }] as const
    const payable = { closedBecause: null, firstPaid: true, offer }
    expect(homeState(facts({ payable, bills }))).toMatchObject({ until: '2027-01-15', late: false, partlyPaid: true })
  })

  test('what a settlement asks for is told as that while nothing else is owed', () => {
    const topUp = { kind: 'top-up', season: SEASON, amountFen: 22_000, until: '2026-12-31', late: false }
    expect(homeState(facts({ kind: 'top-up', owedFen: 22_000 }))).toEqual(topUp)
    const both = facts()
    const second = { id: 'B2', kind: 'top-up', season: SEASON, dueOn: '2026-12-31', appliedFen: 0 } as const
    const owed = {
      billId: 'B2',
      season: SEASON,
      principalFen: fen(22_000),
      lateFeeFen: fen(0),
      overpaidLateFeeFen: fen(0),
    }
    const account = { owedFen: 245_325, seasons: [...both.account.seasons, owed] }
    const said = homeState({ ...both, bills: [...both.bills, second], account })
    expect(said).toMatchObject({ kind: 'owes', amountFen: 245_325 })
  })

  test('where it may not be paid here, the reason, with what is owed', () => {
    const payable = { closedBecause: '请到银行缴纳', firstPaid: false, offer: { allowed: false } } as const
    expect(homeState(facts({ payable }))).toEqual({ kind: 'closed', amountFen: 223_325, reason: '请到银行缴纳' })
  })

  test('without a bill: what has to be done first, or that it is not out yet', () => {
    const none = { bills: [], account: { owedFen: 0, seasons: [] }, payable: undefined }
    expect(homeState(facts(none))).toEqual({ kind: 'no-bill', reason: '本采暖季的账单还没有出' })
    expect(homeState(facts({ ...none, awaited: '低保资格待审核' }))).toMatchObject({ reason: '低保资格待审核' })
    expect(homeState(facts({ ...none, suspended: true }))).toEqual({ kind: 'suspended' })
    expect(homeState(facts({ owedFen: 0 }))).toEqual({ kind: 'paid', season: SEASON })
  })

  test('what has a last day comes before what only informs', () => {
    const refund = { season: '2025-2026', amountFen: 14_000, until: '2026-12-15' }
    const objection = { season: '2025-2026', until: '2026-12-10' }
    const pending = { requestId: 'A1', request: 'suspension', askedOn: '2026-10-20' } as const
    const all = { owedFen: 0, refund, objection, pending, suspended: true }
    expect(homeState(facts(all)).kind).toBe('refund')
    expect(homeState(facts({ ...all, refund: undefined })).kind).toBe('objection')
    expect(homeState(facts({ ...all, refund: undefined, objection: undefined })).kind).toBe('pending')
  })

  test('while money may be on its way nobody is asked to pay, whatever else is so', () => {
    const anything = fc.record({
      today: fc.constantFrom('2026-10-01', '2026-11-22', '2027-04-01'),
      owedFen: fc.integer({ min: 0, max: 500_000 }),
      suspended: fc.boolean(),
      awaited: fc.constantFrom(null, '低保资格待审核'),
      openOrder: fc.constantFrom(undefined, { orderNo: 'HP1', amountFen: 223_325 }),
    })
    fc.assert(
      fc.property(anything, (given) => {
        const said = homeState(facts(given))
        expect(shapeOfState.safeParse(said).success).toBe(true)
        expect(said.kind === 'confirming').toBe(given.openOrder !== undefined)
        if (!given.openOrder && given.owedFen > 0)
          expect(said).toMatchObject({ kind: 'owes', amountFen: given.owedFen })
      }),
    )
  })
})
