import fc from 'fast-check'
import type { ChannelRow, OurRow } from '../../../server/domain/reconciliation/row'
import { kinds, ourPayment, ourRefund, reconcileRows, theirs } from '../../support/matching'

/** A day of payments and refunds, and what is planted into its file. */
const story = fc.record({
  payments: fc.integer({ min: 0, max: 60 }),
  refunds: fc.integer({ min: 0, max: 20 }),
  faults: fc.array(
    fc.constantFrom('amount', 'ours-only', 'channel-only', 'duplicate-row', 'foreign', 'status', 'fee'),
    {
      maxLength: 12,
    },
  ),
  shuffle: fc.array(fc.nat(), { minLength: 120, maxLength: 120 }),
})

type Fault = 'amount' | 'ours-only' | 'channel-only' | 'duplicate-row' | 'foreign' | 'status' | 'fee'

/** Plants each fault into a row of its own; gives the file and what was planted, as `kind key`. */
function plant(ours: readonly OurRow[], faults: readonly Fault[]): { file: ChannelRow[]; planted: string[] } {
  const file: ChannelRow[] = []
  const planted: string[] = []
  const waiting = [...faults]
  for (const row of ours) {
    const fault = waiting.shift()
    const clean = theirs(row)
    if (fault) planted.push(`${fault} ${fault === 'channel-only' ? `X${row.key}` : row.key}`)
    if (fault === 'ours-only') continue
    if (fault === 'amount') file.push(theirs(row, { amountFen: row.amountFen + 1 }))
    else if (fault === 'foreign') file.push({ ...clean, foreignMerchant: true })
    else if (fault === 'status') file.push({ ...clean, state: 'failed' })
    else if (fault === 'fee')
      file.push({ ...clean, fee: { milliFen: (clean.fee?.milliFen ?? 0) + 2000, ratePpm: 2000, onFen: row.amountFen } })
    else file.push(clean)
    if (fault === 'duplicate-row') file.push({ ...clean, line: 99 })
    if (fault === 'channel-only') file.push({ ...clean, key: `X${row.key}`, otherKey: `X${row.otherKey}` })
  }
  return { file, planted }
}

function shuffled<T>(rows: readonly T[], by: readonly number[]): T[] {
  return rows
    .map((row, index) => ({ row, rank: by[index % by.length] ?? 0, index }))
    .sort((a, b) => a.rank - b.rank || b.index - a.index)
    .map(({ row }) => row)
}

describe('matching, whatever the day', () => {
  const books = (payments: number, refunds: number) => [
    ...Array.from({ length: payments }, (_, n) => ourPayment(n)),
    ...Array.from({ length: refunds }, (_, n) => ourRefund(n)),
  ]

  test('all planted differences are found, and only those', () => {
    fc.assert(
      fc.property(story, ({ payments, refunds, faults }) => {
        const ours = books(payments, refunds)
        const { file, planted } = plant(ours, faults)
        const told = reconcileRows(ours, file)
        expect(told.differences.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual([...planted].sort())
        const clean = ours.length - planted.filter((text) => !/^(duplicate-row|channel-only)/.test(text)).length
        expect(told.exact).toBe(clean)
      }),
    )
  })

  test('the order of rows does not matter, on either side', () => {
    fc.assert(
      fc.property(story, ({ payments, refunds, faults, shuffle }) => {
        const ours = books(payments, refunds)
        const { file } = plant(ours, faults)
        const told = reconcileRows(ours, file)
        const again = reconcileRows(shuffled(ours, shuffle), shuffled(file, [...shuffle].reverse()))
        const facts = ({ differences }: typeof told) =>
          differences.map(({ reason, seen: _, ...fact }) => ({ ...fact, told: reason !== '' }))
        expect(facts(again)).toEqual(facts(told))
        expect(again.exact).toBe(told.exact)
      }),
    )
  })

  test('the differences add up to what the totals differ by', () => {
    fc.assert(
      fc.property(story, ({ payments, refunds, faults }) => {
        const ours = books(payments, refunds)
        const { file } = plant(
          ours,
          faults.filter((fault) => fault !== 'status'),
        )
        const told = reconcileRows(ours, file)
        const explained = told.differences
          .filter(({ kind }) => kind !== 'fee')
          .reduce((sum, { ourFen, theirFen }) => sum + (theirFen ?? 0) - (ourFen ?? 0), 0)
        expect(told.theirTotalFen - told.ourTotalFen).toBe(explained)
      }),
    )
  })

  test('each row is used once: matched and told rows add up to the file', () => {
    fc.assert(
      fc.property(story, ({ payments, refunds, faults }) => {
        const ours = books(payments, refunds)
        const { file } = plant(ours, faults)
        const told = reconcileRows(ours, file)
        const later = Object.values(told.matched).reduce((sum, count) => sum + count, 0)
        expect(told.exact + later + told.differences.filter(({ theirFen }) => theirFen !== null).length).toBe(
          file.length,
        )
        expect(kinds(told).length).toBe(told.differences.length)
      }),
    )
  })
})
