import type { Quarantined } from '../../../../application/ports/channelFiles'
import {
  type CellLine,
  type MappedLayout,
  mappingFault,
  plainHeading,
} from '../../../../domain/bankMatching/statementMapping'
import { orFault } from '../../../channelFiles/lines'
import { type StatementTemplate, statementTemplate } from '../template'
import { linesOfTable, separatorOf } from './table'

/** So many lines of a file show its titles, its headings and some rows. */
const LOOKED_AT = 40

/** Reads the first lines of an export of any bank; see StatementDirectory.look. Takes as long as the file makes it. */
export function lookAt(file: string): Promise<{ outcome: 'read'; separator: string; lines: CellLine[] } | Quarantined> {
  return orFault(async () => {
    const separator = await separatorOf(file)
    const lines = await linesOfTable(file, { separator, quoted: true })
    return { outcome: 'read', separator, lines: lines.slice(0, LOOKED_AT) } as const
  })
}

/** The template that says the same as people told of the columns; `wrong` in Chinese where that contradicts itself. */
export function templateOf(
  id: string,
  layout: MappedLayout,
): Extract<StatementTemplate, { format: 'export' }> | { wrong: string } {
  const fault = mappingFault(layout)
  if (fault !== undefined) return { wrong: fault }
  const { separator, columns, creditWords, debitWords } = layout
  const { counterparty, summary, remark, direction, accountNumber: account, bookedOn: date, ...others } = columns
  const amounts = { date, ...others, ...(account === undefined ? {} : { account }) }
  const plain = Object.fromEntries(
    Object.entries(amounts).map(([name, heading]) => [name, plainHeading(heading ?? '')]),
  )
  const read = statementTemplate.safeParse({
    ...{ id, name: id, content: 'statement', format: 'export', fileName: `${id}-{yyyyMMdd}.csv`, separator },
    columns: { ...plain, ...(direction === undefined ? {} : { direction: plainHeading(direction) }) },
    remark: [summary, counterparty, remark].filter((one) => one !== undefined),
    ...(direction === undefined ? {} : { directions: { credit: creditWords, debit: debitWords } }),
  })
  if (!read.success) return { wrong: read.error.issues.map(({ message }) => message).join('；') }
  if (read.data.format !== 'export') throw new Error('a mapping makes the template of an export')
  return read.data
}
