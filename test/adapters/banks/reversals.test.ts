import fc from 'fast-check'
import type { ReadLine } from '../../../server/adapters/banks/readRow'
import { settleReversals } from '../../../server/adapters/banks/readRow'
import { FileFault } from '../../../server/adapters/channelFiles/lines'
import { countedFen } from '../../../server/domain/reconciliation/row'

const DAY = '2026-11-01'
const payment = (traceNo: string, amountFen: number, line = 2): ReadLine => ({
  is: 'payment',
  row: { userCode: '1000234567', traceNo, amountFen, paidOn: DAY, line },
  knownAs: traceNo,
  feeFen: 0,
})
const reversal = (reverses: string, amountFen: number, line = 3): ReadLine => ({
  is: 'reversal',
  row: { userCode: '1000234567', traceNo: `R${line}`, amountFen, paidOn: DAY, reverses, line },
  knownAs: `R${line}`,
  feeFen: 0,
})
const told = (...lines: ReadLine[]) => {
  const { rows, cancelled } = settleReversals(lines)
  return { cancelled, rows: rows.map(({ traceNo, amountFen, reverses }) => [traceNo, amountFen, reverses ?? null]) }
}

test('a payment and the reversal of all of it leave together, whichever comes first', () => {
  expect(told(payment('A', 100), reversal('A', 100))).toEqual({ cancelled: 1, rows: [] })
  expect(told(reversal('A', 100), payment('A', 100))).toEqual({ cancelled: 1, rows: [] })
  expect(told(payment('A', 100), reversal('A', 0))).toEqual({ cancelled: 1, rows: [] })
})

test('what is taken back in part, twice, or of another day stays for the desk', () => {
  expect(told(payment('A', 100), reversal('A', 40))).toEqual({
    cancelled: 0,
    rows: [
      ['A', 100, null],
      ['R3', 40, 'A'],
    ],
  })
  expect(told(payment('A', 100), reversal('A', 100), reversal('A', 100, 4))).toEqual({
    cancelled: 1,
    rows: [['R4', 100, 'A']],
  })
  expect(told(reversal('Z', 100))).toEqual({ cancelled: 0, rows: [['R3', 100, 'Z']] })
})

test('one reversal takes back one of two lines of the same number', () => {
  expect(told(payment('A', 100), payment('A', 100, 5), reversal('A', 100))).toMatchObject({
    cancelled: 1,
    rows: [['A', 100, null]],
  })
})

test('a reversal without an amount of a payment that is not here cannot be told', () => {
  expect(() => settleReversals([reversal('Z', 0)])).toThrow(FileFault)
})

test('however lines stand, no fen is lost: what stays comes to payments less what was taken back', () => {
  const line = fc.record({
    to: fc.constantFrom('A', 'B', 'C'),
    amountFen: fc.integer({ min: 1, max: 3 }),
    back: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (given) => {
      const lines = given.map(({ to, amountFen, back }, at) => (back ? reversal : payment)(to, amountFen, at + 2))
      const { rows, cancelled } = settleReversals(lines)
      const sum = (all: readonly { amountFen: number; reverses?: string }[]) =>
        all.reduce((fen, row) => fen + countedFen(row), 0)
      expect(sum(rows)).toBe(sum(lines.map(({ row }) => row)))
      expect(rows.length).toBe(lines.length - 2 * cancelled)
    }),
  )
})
