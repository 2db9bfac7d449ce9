import { FileFault, type Line } from '../lines'

const COMMA = 0x2c

export const BACK_TICK = 0x60

/** The cells of one row, as places in the bytes of its line; the same object for every row. */
export interface Cells {
  /** Finds the cells of a line: each begins with a back-tick and ends before the next ",`" (formats.md 2.2). */
  cut(line: Line): void
  start(cell: number): number
  end(cell: number): number
  text(cell: number): string
  /** Whether a cell is just these bytes. */
  is(cell: number, bytes: Uint8Array): boolean
}

/** Makes cells for rows of so many columns. A comma inside a text never precedes a back-tick, so commas alone do not cut. */
export function createCells(columns: number): Cells {
  const starts = new Int32Array(columns + 1)
  const ends = new Int32Array(columns + 1)
  let bytes: Buffer = Buffer.alloc(0)
  return {
    cut(line) {
      bytes = line.bytes
      const last = line.end - 1
      let cell = 0
      starts[0] = line.start + 1
      for (let at = line.start + 1; at < last; at++) {
        if (bytes[at] !== COMMA || bytes[at + 1] !== BACK_TICK) continue
        ends[cell++] = at
        if (cell === columns) throw new FileFault(`多于 ${columns} 列`, line.number)
        starts[cell] = at + 2
        at += 1
      }
      ends[cell] = line.end
      if (cell + 1 !== columns) throw new FileFault(`应有 ${columns} 列，只有 ${cell + 1} 列`, line.number)
    },
    start: (cell) => starts[cell] ?? 0,
    end: (cell) => ends[cell] ?? 0,
    text: (cell) => (cell < 0 ? '' : bytes.toString('utf8', starts[cell], ends[cell]).trim()),
    is(cell, wanted) {
      const start = starts[cell] ?? 0
      if ((ends[cell] ?? 0) - start !== wanted.length) return false
      for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false
      return true
    },
  }
}

/** A row of back-ticked cells as text, for lines that are few. */
export function cellTexts(text: string): string[] {
  return text
    .replace(/^`/, '')
    .split(',`')
    .map((cell) => cell.trim())
}
