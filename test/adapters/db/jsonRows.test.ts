import fc from 'fast-check'
import { eachJsonRow } from '../../../server/adapters/db/jsonRows'
import { hashOf } from '../../../server/domain/reconciliation/numberHash'

type Cell = string | number | null

/** All rows of a page, each cell as everything that a reader may ask of it. */
function readAll(page: string, columns: number) {
  const rows: { value: unknown; hash: { low: number; high: number }; whole: number }[][] = []
  eachJsonRow(Buffer.from(page), (row) => {
    rows.push(
      Array.from({ length: columns }, (_, cell) => {
        const hash = { low: 0, high: 0 }
        row.hash(cell, hash)
        return { value: row.value(cell), hash, whole: row.integer(cell) }
      }),
    )
  })
  return rows
}

const asRead = (cell: Cell) => ({
  value: cell,
  hash: hashOf(typeof cell === 'string' ? cell : ''),
  whole: typeof cell === 'number' ? cell : Number.NaN,
})

/** MariaDB puts a blank after each comma, SQLite does not. */
const spaced = (rows: readonly (readonly Cell[])[]) =>
  `[${rows.map((row) => `[${row.map((cell) => JSON.stringify(cell)).join(', ')}]`).join(',')}]`

describe('a page of rows as the database wrote it', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', ',', ' ', '热', 'a', '\u0000') }),
    fc.integer(),
    fc.constant(null),
  )
  const page = fc
    .integer({ min: 1, max: 5 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 6 }))

  test('is read as JSON.parse would, whatever texts it holds, in both engines’ spelling', () => {
    fc.assert(
      fc.property(page, (rows) => {
        const columns = rows[0]?.length ?? 0
        const expected = rows.map((row) => row.map((one) => asRead(one === 0 ? 0 : one)))
        expect(readAll(JSON.stringify(rows), columns)).toEqual(expected)
        expect(readAll(spaced(rows), columns)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('a page that ends too early, or is none, is a fault and not fewer rows', () => {
    const whole = '[["4200001","HP1",100],["4200002","HP2",200]]'
    for (let length = 0; length < whole.length; length++) {
      expect(() => readAll(whole.slice(0, length), 3)).toThrow('a page of rows')
    }
    expect(() => readAll('{"rows":[]}', 1)).toThrow('a page of rows')
  })
})
