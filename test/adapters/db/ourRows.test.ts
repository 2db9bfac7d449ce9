import type { OpenDatabase } from '../../../server/adapters/db/database'
import type { OurPage } from '../../../server/application/ports/reconciliation'
import { matchBooks } from '../../../server/application/runs/matchBooks'
import type { Payment } from '../../../server/domain/payment/payment'
import { rowInHand } from '../../../server/domain/reconciliation/judge'
import { hashOf } from '../../../server/domain/reconciliation/numberHash'
import { onEachEngine, openEmpty } from '../../support/engines'

const day = { company: 'lanzhou', channel: 'wechat', bill: 'trade', date: '2026-11-20' } as const
const NOON = Date.parse('2026-11-20T12:00:00+08:00')

const payment = (n: number, more: Partial<Payment> = {}): Payment => ({
  id: `P${String(n).padStart(6, '0')}`,
  company: 'lanzhou',
  source: 'wechat',
  transactionId: `42000029992026112${String(n).padStart(6, '0')}`,
  orderNo: `HP${n}`,
  householdId: 'H1',
  amountFen: 1000 + n,
  paidAt: NOON,
  paidOn: '2026-11-20',
  outcome: 'applied',
  refundedFen: 0,
  refundParts: 0,
  recordedAt: NOON,
  ...more,
})

/** The payment as a WeChat bill without any fault shows it. */
const inBill = ({ transactionId, orderNo, amountFen, paidAt }: Payment) =>
  rowInHand(
    {
      kind: 'payment',
      state: 'settled',
      key: transactionId,
      otherKey: orderNo ?? '',
      amountFen,
      orderNo,
      channelNo: transactionId,
      at: paidAt,
      foreignMerchant: false,
      line: 2,
    },
    '2026-11-20',
  )

onEachEngine('our side of a day', (newPlace) => {
  let database: OpenDatabase
  let remove: () => Promise<void>
  beforeEach(async () => {
    ;({ database, remove } = await openEmpty(newPlace))
  })
  afterEach(() => remove())

  const keep = (payments: readonly Payment[]) =>
    database.transaction(async (store) => {
      for (const one of payments) await store.payments.insert(one)
    })

  test('what is compared of each payment, whatever its numbers look like, page by page', async () => {
    const odd = [
      payment(1, { orderNo: null }),
      payment(2, { orderNo: 'HP"2"\\, [户]' }),
      payment(3, { amountFen: 99_999_999_999 }),
    ]
    const many = Array.from({ length: 1100 }, (_, n) => payment(n + 10))
    await keep([...odd, ...many, payment(5000, { paidOn: '2026-11-21' })])
    const seen: unknown[] = []
    const pages: OurPage[] = []
    await database.read.reconciliation.eachOfOurs(
      day,
      ({ key, otherKey, ...row }) => seen.push({ ...row, key: { ...key }, otherKey: { ...otherKey } }),
      (page) => pages.push(page),
    )
    expect(seen).toEqual(
      [...odd, ...many].map(({ transactionId, orderNo, amountFen }) => ({
        kind: 'payment',
        state: 'settled',
        key: hashOf(transactionId),
        otherKey: hashOf(orderNo ?? ''),
        amountFen,
      })),
    )
    expect(await database.read.reconciliation.countOurs(day)).toBe(1103)
    const again = (await Promise.all(pages.map((page) => database.read.reconciliation.rowsOfPage(day, page)))).flat()
    expect(again.map(({ key }) => key)).toEqual([...odd, ...many].map(({ transactionId }) => transactionId))
    const [first] = pages
    if (!first) throw new Error('a day with payments has a page')
    const [second] = await database.read.reconciliation.rowsOfPage(day, first, 1)
    expect(second).toMatchObject({ orderNo: 'HP"2"\\, [户]', amountFen: 1002, at: NOON })
    expect(await database.read.reconciliation.rowsOfPage(day, first, 100_000)).toEqual([])
  })

  test('the payment without a partner is found again, and no other, also while another is booked', async () => {
    const all = Array.from({ length: 600 }, (_, n) => payment(n + 100))
    await keep(all)
    const alone = all.filter((_, n) => n === 7 || (n > 300 && n < 320))
    let late: Payment | undefined
    const books = await matchBooks(database.read, day, async (visit) => {
      for (const one of all) if (!alone.includes(one)) visit(inBill(one))
      // Booked between the two looks, at the head of the first page in MariaDB's order.
      late = payment(1)
      await keep([late])
      return true
    })
    expect(books?.exact).toBe(all.length - alone.length)
    expect(books?.differences.map(({ kind, channelNo }) => [kind, channelNo])).toEqual(
      alone.map(({ transactionId }) => ['ours-only', transactionId]),
    )
    expect(late && books?.isTaken('payment', late.transactionId)).toBe(false)
  })
})
