import { bankIn, isChannel } from '../../../contract/channelWords'
import type { BillFile } from '../../domain/reconciliation/billFile'
import { channelRowOf } from '../../domain/reconciliation/counterRow'
import type { RowInHand } from '../../domain/reconciliation/row'
import { rowInHand } from '../../domain/reconciliation/rowInHand'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { BankDirectory, BillArchive, BillReaders } from '../billPort'

export interface FileReadingPorts {
  rulebooks: Rulebooks
  readers: BillReaders
  banks: BankDirectory
  archive: BillArchive
}

/** Shows the rows of a kept file, one by one; false when it cannot be read any more (a template or a merchant has changed). */
export async function eachRowOf(
  { rulebooks, readers, banks, archive }: FileReadingPorts,
  file: BillFile,
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
