import fc from 'fast-check'
import { sumFen } from '../../../contract/money'
import { type BalanceLine, reconcileBalances } from '../../../server/domain/bankMatching/balanceReconciliation'
import { addDays } from '../../../server/domain/calendar/civilDate'

const START = '2026-11-01'
const UNTIL = '2026-11-30'

/** Money that both sides know, each on a day of its own; or that only one of them does. */
const someMoney = fc.array(
  fc.record({
    fen: fc.integer({ min: -900, max: 900 }).filter((fen) => fen !== 0),
    bookDay: fc.option(fc.integer({ min: 0, max: 40 })),
    bankDay: fc.option(fc.integer({ min: 0, max: 40 })),
    /** The bank has booked it in two parts. */
    inParts: fc.boolean(),
    /** Nobody has found that the two are the same. */
    unmatched: fc.boolean(),
  }),
  { maxLength: 20 },
)

interface Money {
  fen: number
  bookDay: number | null
  bankDay: number | null
  inParts: boolean
  unmatched: boolean
}

function linesOf(all: readonly Money[]): { books: BalanceLine[]; bank: BalanceLine[] } {
  const books: BalanceLine[] = []
  const bank: BalanceLine[] = []
  for (const [n, { fen, bookDay, bankDay, inParts, unmatched }] of all.entries()) {
    const group = unmatched ? null : `G${n}`
    const line = (id: string, day: number, part: number): BalanceLine => ({
      ...{ id, on: addDays(START, day), fen: part, what: id },
      group,
    })
    if (bookDay !== null) books.push(line(`B${n}`, bookDay, fen))
    if (bankDay === null) continue
    const first = inParts ? Math.trunc(fen / 2) : fen
    bank.push(line(`S${n}`, bankDay, first))
    if (first !== fen) bank.push(line(`S${n}b`, bankDay + 3, fen - first))
  }
  return { books, bank }
}

const balanceOf = (openingFen: number, lines: readonly BalanceLine[]): number =>
  sumFen([openingFen, ...lines.filter(({ on }) => on <= UNTIL).map(({ fen }) => fen)])

const totalOf = (items: readonly { fen: number }[]): number => sumFen(items.map(({ fen }) => fen))

const opening = fc.integer({ min: -10_000, max: 10_000 })

describe('the reconciliation of an account’s two balances', () => {
  test('both come to the same whenever every line is there, matched or not', () => {
    fc.assert(
      fc.property(someMoney, opening, (all, openingFen) => {
        const { books, bank } = linesOf(all)
        const told = reconcileBalances({
          ...{ until: UNTIL, books, bank },
          bookFen: balanceOf(openingFen, books),
          bankFen: balanceOf(openingFen, bank),
        })
        expect(told.differenceFen).toBe(0)
        expect(told.adjustedBookFen).toBe(told.bookFen + totalOf(told.bankReceived) - totalOf(told.bankPaid))
        expect(told.adjustedBankFen).toBe(told.bankFen + totalOf(told.bookReceived) - totalOf(told.bookPaid))
        expect(told.adjustedBookFen).toBe(told.adjustedBankFen)
      }),
    )
  })

  test('a line that the statement does not show is the difference, whatever else is open', () => {
    fc.assert(
      fc.property(someMoney, opening, fc.nat(), (all, openingFen, which) => {
        const { books, bank } = linesOf(all)
        const inTime = bank.filter(({ on }) => on <= UNTIL)
        const lost = inTime[which % Math.max(1, inTime.length)]
        fc.pre(
          lost !== undefined &&
            !inTime.some(({ group, id }) => group !== null && group === lost.group && id !== lost.id),
        )
        const told = reconcileBalances({
          ...{ until: UNTIL, books, bank: bank.filter((line) => line !== lost) },
          bookFen: balanceOf(openingFen, books),
          bankFen: balanceOf(openingFen, bank),
        })
        expect(told.differenceFen).toBe(0 - (lost?.fen ?? 0))
      }),
    )
  })

  test('whatever order the lines come in, and whatever comes after the day, it says the same', () => {
    fc.assert(
      fc.property(someMoney, opening, (all, openingFen) => {
        const { books, bank } = linesOf(all)
        const balances = { bookFen: openingFen, bankFen: openingFen, until: UNTIL }
        const told = reconcileBalances({ ...balances, books, bank })
        const later: BalanceLine = { id: 'Z', on: addDays(UNTIL, 1), fen: 7, what: '', group: null }
        expect(
          reconcileBalances({ ...balances, books: [later, ...books].reverse(), bank: [...bank, later].reverse() }),
        ).toEqual(told)
      }),
    )
  })

  test('each open line stands in the one of the four lists that its side and direction name', () => {
    const line = (id: string, fen: number): BalanceLine => ({ id, on: START, fen, what: id, group: null })
    const told = reconcileBalances({
      ...{ until: UNTIL, bookFen: 1000, bankFen: 1000 },
      books: [line('settled by nobody', 300), line('payout', -200)],
      bank: [line('interest', 50), line('charge', -20)],
    })
    const shown = (items: readonly { id: string; fen: number }[]) => items.map(({ id, fen }) => `${id} ${fen}`)
    expect(shown(told.bankReceived)).toEqual(['interest 50'])
    expect(shown(told.bankPaid)).toEqual(['charge 20'])
    expect(shown(told.bookReceived)).toEqual(['settled by nobody 300'])
    expect(shown(told.bookPaid)).toEqual(['payout 200'])
    expect([told.adjustedBookFen, told.adjustedBankFen, told.differenceFen]).toEqual([1030, 1100, -70])
  })
})
