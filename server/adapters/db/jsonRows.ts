import { hashBytes, hashText, type NumberHash } from '../../domain/reconciliation/numberHash'

const OPEN = 0x5b
const CLOSE = 0x5d
const COMMA = 0x2c
const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const ZERO = 0x30
const MINUS = 0x2d

/** The cells of one row; the same object for every row: read it, do not keep it. */
export interface RowCells {
  /** Hashes the characters of a text, without making text of it; of null as of an empty text. */
  hash(cell: number, into: NumberHash): void
  /** A whole number; NaN where the cell is none. */
  integer(cell: number): number
  /** The cell as text, number or null. */
  value(cell: number): unknown
}

/**
 * Shows the rows of a JSON text `[[…], […]]` of texts, whole numbers and null, as databases write them, one by one. A day of
 * a million rows comes in such pages; parsing them into objects would take more time than all the rest.
 * Throws when the text is anything else.
 */
export function eachJsonRow(page: Uint8Array, visit: (row: RowCells) => void): void {
  const starts: number[] = []
  const ends: number[] = []
  const escaped: boolean[] = []
  let at = 0

  const raw = (cell: number) => Buffer.from(page.subarray(starts[cell] ?? 0, ends[cell] ?? 0)).toString('utf8')
  const row: RowCells = {
    hash(cell, into) {
      const start = starts[cell] ?? 0
      const end = ends[cell] ?? 0
      if (page[start] !== QUOTE) return hashBytes(page, 0, 0, into)
      if (escaped[cell]) return hashText(String(JSON.parse(raw(cell))), into)
      hashBytes(page, start + 1, end - 1, into)
    },
    integer(cell) {
      const start = starts[cell] ?? 0
      const end = ends[cell] ?? 0
      const negative = page[start] === MINUS
      if (end === start + Number(negative)) return Number.NaN
      let value = 0
      for (let byte = start + Number(negative); byte < end; byte++) {
        const digit = (page[byte] ?? 0) - ZERO
        if (digit < 0 || digit > 9) return Number.NaN
        value = value * 10 + digit
      }
      return negative ? -value : value
    },
    value: (cell) => JSON.parse(raw(cell)),
  }

  /** Whether the text has an escape. */
  const skipText = () => {
    let found = false
    for (at += 1; at < page.length && page[at] !== QUOTE; at++) {
      if (page[at] !== BACKSLASH) continue
      found = true
      at += 1
    }
    at += 1
    return found
  }
  const skipWord = () => {
    while (at < page.length && page[at] !== COMMA && page[at] !== CLOSE && page[at] !== SPACE) at += 1
  }
  const skipGap = () => {
    while (page[at] === COMMA || page[at] === SPACE) at += 1
  }
  const expect = (byte: number) => {
    if (page[at] !== byte) throw new Error(`byte ${at} of a page of rows is not what it should be`)
    at += 1
  }

  expect(OPEN)
  for (skipGap(); page[at] !== CLOSE; skipGap()) {
    expect(OPEN)
    let cells = 0
    for (skipGap(); page[at] !== CLOSE && at < page.length; skipGap()) {
      starts[cells] = at
      escaped[cells] = page[at] === QUOTE && skipText()
      if (at === starts[cells]) skipWord()
      ends[cells] = at
      cells += 1
    }
    expect(CLOSE)
    visit(row)
  }
}
