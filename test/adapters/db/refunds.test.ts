import type { OpenDatabase } from '../../../server/adapters/db/database'
import type { Payment } from '../../../server/domain/payment/payment'
import { onEachEngine, openEmpty } from '../../support/engines'

const payment: Payment = {
  id: 'P1',
  company: 'lanzhou',
  source: 'wechat',
  transactionId: '4200002999202611200000000001',
  orderNo: 'HP1',
  householdId: 'H1',
  amountFen: 100,
  paidAt: 1_795_000_000_000,
  paidOn: '2026-11-20',
  outcome: 'applied',
  refundedFen: 0,
  refundParts: 0,
  recordedAt: 1_795_000_000_000,
}

onEachEngine('refunds in the books', (newPlace) => {
  let database: OpenDatabase
  let remove: () => Promise<void>
  beforeEach(async () => {
    ;({ database, remove } = await openEmpty(newPlace))
    await database.transaction((store) => store.payments.insert(payment))
  })
  afterEach(() => remove())

  test('M2: two at once of 60 on a payment of 100: one is reserved', async () => {
    const reserved = await Promise.all(
      [1, 2].map(() => database.transaction((store) => store.refunds.reserve('P1', 60, 'refund-requested'))),
    )
    expect([...reserved].sort()).toEqual([false, true])
    const [kept] = await database.read.payments.byOrder('HP1')
    expect(kept?.refundedFen).toBe(60)
  })

  test('a failed refund gives back what it had reserved, and never more', async () => {
    await database.transaction((store) => store.refunds.reserve('P1', 60, 'refund-requested'))
    expect(await database.transaction((store) => store.refunds.release('P1', 61))).toBe(false)
    expect(await database.transaction((store) => store.refunds.release('P1', 60))).toBe(true)
    expect(await database.transaction((store) => store.refunds.reserve('P1', 100, 'refund-requested'))).toBe(true)
  })
})
