import { bankIn, isChannel } from '../../../contract/channelWords'
import type { ChangedRow } from '../../../contract/consoleFiles'
import type { ChannelFile } from '../../domain/reconciliation/channelFile'
import { rowInHand } from '../../domain/reconciliation/judge'
import { channelRowOf, directedFen, type RowInHand, type RowState } from '../../domain/reconciliation/row'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { BankDirectory, ChannelFileArchive, ChannelFileReaders } from '../ports/channelFiles'

export interface FileReadingPorts {
  rulebooks: Rulebooks
  readers: ChannelFileReaders
  banks: BankDirectory
  archive: ChannelFileArchive
}

/** Shows the rows of a kept file, one by one; false when it cannot be read any more (a template or a merchant has changed). */
export async function eachRowOf(
  { rulebooks, readers, banks, archive }: FileReadingPorts,
  file: ChannelFile,
  visit: (row: RowInHand) => void,
): Promise<boolean> {
  const path = archive.pathOf(file.path)
  const { channel, company, date } = file
  if (isChannel(channel)) {
    return (await readers(company, channel)?.read(path, date, visit))?.outcome === 'read'
  }
  const bank = banks.get(bankIn(channel))
  const rulebook = rulebooks.get(company)
  const reading = bank && rulebook && (await bank.read(path, { company: rulebook.name, date }))
  if (reading?.outcome !== 'read') return false
  for (const row of reading.rows) visit(rowInHand(channelRowOf(row, date), date))
  return true
}

/** How many changed rows are told one by one. */
const MAX_TOLD = 200

const STATES: readonly RowState[] = ['settled', 'pending', 'failed']

/** An amount and a state as one number: a million rows fit into little memory. */
const packed = (amountFen: number, state: RowState) => amountFen * STATES.length + STATES.indexOf(state)

const sideOf = (value: number) => {
  const state = ((value % STATES.length) + STATES.length) % STATES.length
  return { amountFen: (value - state) / STATES.length, state: STATES[state] ?? 'settled' }
}

const LOW_BITS = 2 ** 32

/** 53 bits of the key's hash; payments and refunds apart. */
const hashOf = ({ key, kind }: RowInHand) => (key.high % 2 ** 20) * LOW_BITS + key.low + (kind === 'refund' ? 0.5 : 0)

export interface FileDifference {
  added: number
  removed: number
  changed: number
  rows: ChangedRow[]
}

/**
 * Compares two versions of a day's file, row by row, by the channel's or bank's own numbers: what the second has more, has no
 * longer, or has with another amount (fen; refunds are negative), state or, at a bank, user code. Undefined when one of them cannot be read any more.
 */
export async function compareFiles(
  ports: FileReadingPorts,
  before: ChannelFile,
  after: ChannelFile,
): Promise<FileDifference | undefined> {
  const known = new Map<number, number>()
  /** User codes, of banks' files only. */
  const payers = new Map<number, string>()
  const found: FileDifference = { added: 0, removed: 0, changed: 0, rows: [] }

  type Side = { packed: number; userCode: string | undefined } | undefined
  function tell(change: ChangedRow['change'], row: RowInHand, was: Side, is: Side) {
    found[change] += 1
    if (found.rows.length >= MAX_TOLD) return
    const { kind, key, orderNo } = row.keep()
    const side = (one: Side) => one && { ...sideOf(one.packed), userCode: one.userCode ?? null }
    found.rows.push({ change, kind, key, orderNo, before: side(was) ?? null, after: side(is) ?? null })
  }

  const packedOf = (row: RowInHand) => packed(directedFen(row), row.state)
  const sideNow = (row: RowInHand): Side => ({ packed: packedOf(row), userCode: row.userCode })
  const first = await eachRowOf(ports, before, (row) => {
    known.set(hashOf(row), packedOf(row))
    if (row.userCode !== undefined) payers.set(hashOf(row), row.userCode)
  })
  const second = await eachRowOf(ports, after, (row) => {
    const hash = hashOf(row)
    const was = known.get(hash)
    known.delete(hash)
    const payer = payers.get(hash)
    if (was === undefined) tell('added', row, undefined, sideNow(row))
    else if (was !== packedOf(row) || payer !== row.userCode)
      tell('changed', row, { packed: was, userCode: payer }, sideNow(row))
  })
  if (!first || !second) return undefined
  // What is left in the book is not in the second file.
  if (known.size > 0) {
    await eachRowOf(ports, before, (row) => {
      if (known.delete(hashOf(row))) tell('removed', row, sideNow(row), undefined)
    })
  }
  return found
}
