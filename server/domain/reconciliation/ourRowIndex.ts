import { hashText, type NumberHash } from './numberHash'
import {
  type RowDigest,
  type RowInHand,
  type RowKind,
  type RowNumbers,
  type RowState,
  signedFen,
  statesAgree,
} from './row'

const STATES: readonly RowState[] = ['settled', 'pending', 'failed']

const STATE_BITS = 3

const REFUND = 4

const TAKEN = 8

/** Our rows of one day, packed: some thirty bytes each, so that a million payments are held in the memory of a picture. */
export interface OurRowIndex {
  add(row: RowDigest): void
  /**
   * The exact pass: finds our row of the same numbers and amount, in a state that agrees, and takes it; each is taken once.
   * False leaves the row for the later passes.
   */
  take(row: RowInHand): boolean
  /** Whether the exact pass has found a partner for our row of this key. */
  isTaken(kind: RowKind, key: string): boolean
  /** Whether this row of ours was added and has found no partner in the exact pass. */
  isOpen(row: RowNumbers): boolean
  /** Which of the rows that were added as number `from` up to `until` (exclusive) have found no partner in the exact pass. */
  openBetween(from: number, until: number): number[]
  /** How many rows were taken. */
  readonly taken: number
  readonly size: number
  /** Payments less refunds, in fen; what failed is not counted. */
  readonly totalFen: number
}

/** A power of two, so that a hash finds its slot by its last bits. */
function slotsFor(room: number): number {
  let slots = 1024
  while (slots < room * 1.5) slots *= 2
  return slots
}

/** Makes an empty index with room for so many rows; it grows when more come. */
export function indexOurRows(expectedRows = 0): OurRowIndex {
  let room = Math.max(1024, expectedRows)
  let keys = new Uint32Array(room * 2)
  let otherKeys = new Uint32Array(room * 2)
  let amounts = new Float64Array(room)
  let marks = new Uint8Array(room)
  /** Open addressing: index + 1 of the row whose key hashes here, 0 where nobody does. Never more than two thirds full. */
  let slots = new Int32Array(slotsFor(room))
  let size = 0
  let taken = 0
  let totalFen = 0
  const hash: NumberHash = { low: 0, high: 0 }

  const slotOf = (low: number) => low & (slots.length - 1)

  function place(index: number): void {
    let slot = slotOf(keys[index * 2] ?? 0)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = index + 1
  }

  function grow(): void {
    room *= 2
    const wider = <T extends Uint32Array | Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    keys = wider(keys, new Uint32Array(room * 2))
    otherKeys = wider(otherKeys, new Uint32Array(room * 2))
    amounts = wider(amounts, new Float64Array(room))
    marks = wider(marks, new Uint8Array(room))
    slots = new Int32Array(slotsFor(room))
    for (let index = 0; index < size; index++) place(index)
  }

  /** The index of the row with this key, or −1. */
  function find(kind: RowKind, key: Readonly<NumberHash>): number {
    const refund = kind === 'refund' ? REFUND : 0
    for (let slot = slotOf(key.low); ; slot = (slot + 1) & (slots.length - 1)) {
      const index = (slots[slot] ?? 0) - 1
      if (index < 0) return -1
      if (keys[index * 2] !== key.low || keys[index * 2 + 1] !== key.high) continue
      if (((marks[index] ?? 0) & REFUND) === refund) return index
    }
  }

  function indexOf(kind: RowKind, key: string): number {
    hashText(key, hash)
    return find(kind, hash)
  }

  return {
    add(row) {
      if (size === room) grow()
      const index = size++
      keys[index * 2] = row.key.low
      keys[index * 2 + 1] = row.key.high
      otherKeys[index * 2] = row.otherKey.low
      otherKeys[index * 2 + 1] = row.otherKey.high
      amounts[index] = row.amountFen
      marks[index] = STATES.indexOf(row.state) | (row.kind === 'refund' ? REFUND : 0)
      totalFen += signedFen(row)
      place(index)
    },
    take(row) {
      if (!row.plain) return false
      const index = find(row.kind, row.key)
      if (index < 0) return false
      const mark = marks[index] ?? 0
      const { low, high } = row.otherKey
      const agrees =
        (mark & TAKEN) === 0 &&
        amounts[index] === row.amountFen &&
        otherKeys[index * 2] === low &&
        otherKeys[index * 2 + 1] === high &&
        statesAgree(STATES[mark & STATE_BITS] ?? 'failed', row.state)
      if (!agrees) return false
      marks[index] = mark | TAKEN
      taken += 1
      return true
    },
    isTaken(kind, key) {
      const index = indexOf(kind, key)
      return index >= 0 && ((marks[index] ?? 0) & TAKEN) !== 0
    },
    isOpen(row) {
      const index = indexOf(row.kind, row.key)
      return index >= 0 && ((marks[index] ?? 0) & TAKEN) === 0
    },
    openBetween(from, until) {
      const open: number[] = []
      for (let index = from; index < until; index++) if (((marks[index] ?? 0) & TAKEN) === 0) open.push(index)
      return open
    },
    get taken() {
      return taken
    },
    get size() {
      return size
    },
    get totalFen() {
      return totalFen
    },
  }
}
