import fc from 'fast-check'
import {
  type EntryToMatch,
  matchArrivals,
  type TransitToMatch,
} from '../../../server/domain/bankMatching/matchArrivals'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { processorTime } from '../../support/processorTime'

const START = '2026-11-01'

const parties = ['wechat', 'alipay', 'bank:partner'] as const

const someTransits = fc
  .array(
    fc.record({
      party: fc.constantFrom(...parties),
      day: fc.integer({ min: 0, max: 8 }),
      amountFen: fc.integer({ min: 1, max: 500 }),
      feeFen: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(
      ({ party, day, amountFen, feeFen }, n): TransitToMatch => ({
        id: `T${n}`,
        party,
        direction: 'credit',
        reference: `REFERENCE-${String(n).padStart(6, '0')}`,
        otherReference: '',
        bundle: '',
        amountFen: amountFen + feeFen,
        netFen: amountFen,
        sentOn: addDays(START, day),
      }),
    ),
  )

const someEntries = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 12 }),
      amountFen: fc.integer({ min: 1, max: 900 }),
      out: fc.boolean(),
      reversal: fc.boolean(),
      quoted: fc.option(fc.integer({ min: 0, max: 13 })),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(
      ({ day, amountFen, out, reversal, quoted }, n): EntryToMatch => ({
        id: `E${n}`,
        bookedOn: addDays(START, day),
        direction: out ? 'debit' : 'credit',
        amountFen,
        reversal,
        bankReference: `BK${n}`,
        ourReference: quoted === null ? null : `REFERENCE-${String(quoted).padStart(6, '0')}`,
        remark: '',
      }),
    ),
  )

const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0)

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

test('each row is used once, none is lost; what is matched agrees to the fen, party and days', () => {
  fc.assert(
    fc.property(someEntries, someTransits, (entries, transits) => {
      const matching = matchArrivals(entries, transits)
      const used = matching.found
      expect([...used.flatMap((one) => ids(one.entries)), ...ids(matching.entries)].sort()).toEqual(ids(entries).sort())
      expect([...used.flatMap((one) => ids(one.transits)), ...ids(matching.transits)].sort()).toEqual(
        ids(transits).sort(),
      )
      for (const { pass, entries: some, transits: of } of used) {
        const signed = sum(some.map(({ direction, amountFen }) => (direction === 'credit' ? amountFen : -amountFen)))
        if (pass === 'taken-back') {
          expect(signed).toBe(0)
          expect(of).toEqual([])
          continue
        }
        expect([sum(of.map(({ amountFen }) => amountFen)), sum(of.map(({ netFen }) => netFen))]).toContain(signed)
        expect(new Set(of.map(({ party }) => party)).size).toBe(1)
        expect(Math.min(some.length, of.length)).toBe(1)
        for (const entry of some) for (const { sentOn } of of) expect(entry.bookedOn >= sentOn).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(
      someEntries,
      someTransits,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (entries, transits, chance) => {
        const shuffled = <R>(rows: readonly R[]): R[] =>
          rows
            .map((row) => ({ row, at: chance.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row)
        expect(matchArrivals(shuffled(entries), shuffled(transits))).toEqual(matchArrivals(entries, transits))
      },
    ),
  )
})

test('a channel that sends each day one amount of its own, credited alone, is matched whole', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 2 }),
      (amounts, delay) => {
        const transits = amounts.map(
          (amountFen, n): TransitToMatch => ({
            ...{ id: `T${n}`, party: parties[n % 3] ?? 'wechat', direction: 'credit', reference: `R${n}` },
            ...{ otherReference: '', bundle: '', amountFen, netFen: amountFen, sentOn: addDays(START, n) },
          }),
        )
        const entries = transits.map(
          ({ amountFen, sentOn }, n): EntryToMatch => ({
            ...{ id: `E${n}`, bookedOn: addDays(sentOn, delay), direction: 'credit', amountFen, reversal: false },
            ...{ bankReference: `B${n}`, ourReference: null, remark: '' },
          }),
        )
        const { found } = matchArrivals(entries, transits)
        expect(
          found.every(({ entries: [entry], transits: [transit] }) => entry?.id.slice(1) === transit?.id.slice(1)),
        ).toBe(true)
        expect(found).toHaveLength(amounts.length)
      },
    ),
    { numRuns: 50 },
  )
})

test('a search that has no end is given up: many rows that fit nothing take little time', () => {
  const transits = Array.from(
    { length: 300 },
    (_, n): TransitToMatch => ({
      ...{ id: `T${n}`, party: 'wechat', direction: 'credit', reference: `R${n}`, otherReference: '', bundle: '' },
      ...{ amountFen: 2 * (1_000 + n), netFen: 2 * (1_000 + n), sentOn: START },
    }),
  )
  const entries = Array.from(
    { length: 40 },
    (_, n): EntryToMatch => ({
      ...{ id: `E${n}`, bookedOn: START, direction: 'credit', amountFen: 20_001 + 2 * n, reversal: false },
      ...{ bankReference: `B${n}`, ourReference: null, remark: '' },
    }),
  )
  const spentMs = processorTime()
  expect(matchArrivals(entries, transits).found).toEqual([])
  expect(spentMs()).toBeLessThan(5_000)
})
