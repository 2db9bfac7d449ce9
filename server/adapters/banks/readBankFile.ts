import type { CounterReading } from '../../application/ports/channelFiles'
import { NOBODY, OURS } from '../../domain/reconciliation/fileOwner'
import { countedFen } from '../../domain/reconciliation/row'
import { digesting, forEachLine, newDigest, orFault, textOf } from '../channelFiles/lines'
import { withContents } from './bankFile'
import { cutLine, rowShape } from './cells'
import { withoutEndMark } from './endMark'
import { hasField } from './field'
import { checkHead, sumOf } from './headCheck'
import type { ReadLine } from './readRow'
import { linesOfFile, settleReversals } from './readRow'
import type { BankTemplate } from './template'

/** Counts the lines of a file of exceptions; each must have its fields. Throws FileFault. */
async function countExceptions(content: AsyncIterable<Buffer>, template: BankTemplate): Promise<number> {
  const shape = { ...rowShape(template), fields: template.pack?.exceptions?.row ?? [] }
  let count = 0
  await forEachLine(content, (line) => {
    const text = textOf(line)
    if (text.trim() === '') return
    cutLine(text, line.number, shape)
    count += 1
  })
  return count
}

function noteOf({ cancelled, empty }: { cancelled: number; empty: number }, exceptions: number): string | null {
  const notes = [
    cancelled > 0 ? `${cancelled} 笔当日已冲正，未计入` : '',
    empty > 0 ? `${empty} 笔金额为 0 的明细未计入` : '',
    exceptions > 0 ? `差错文件有 ${exceptions} 笔，须人工处理` : '',
  ]
  return notes.filter(Boolean).join('；') || null
}

/** The fees that a file's lines name; what was taken back gives its fee back. */
function feeOf(lines: readonly ReadLine[], { row }: BankTemplate): { feeMilliFen?: number } {
  if (!hasField(row, 'fee')) return {}
  const signs = { payment: 1, reversal: -1, skipped: 0 }
  return { feeMilliFen: sumOf(lines.map(({ is, feeFen }) => signs[is] * feeFen * 1000)) }
}

/**
 * Reads a day's file of a bank by its template: whole, or put aside when its count or total is not what its rows come to, a
 * line is short, a byte cannot be decoded, or it is another company's or another day's (formats.md 5).
 */
export function readBankFile(
  template: BankTemplate,
  file: string,
  of: { company: string; date: string },
): Promise<CounterReading> {
  return orFault(() =>
    withContents(template, file, of.date, async ({ payments, exceptions }) => {
      const digest = newDigest()
      const lines: ReadLine[] = []
      for (const content of payments) {
        const found = await linesOfFile(withoutEndMark(digesting(content, digest)), template, of.date)
        if (found.head) checkHead(found.head, found.lines, template, of)
        // Not push(...found.lines): a large file has more lines than a call has room for arguments.
        for (const line of found.lines) lines.push(line)
      }
      let oddities = 0
      for (const content of exceptions)
        oddities += await countExceptions(withoutEndMark(digesting(content, digest)), template)
      const { rows, ...left } = settleReversals(lines)
      return {
        outcome: 'read',
        digest: digest.digest('hex'),
        rows,
        totals: { rows: rows.length, totalFen: sumOf(rows.map(countedFen)), ...feeOf(lines, template) },
        note: noteOf(left, oddities),
        // A head that bears another company's name is put aside: see checkHead.
        owner: template.headAt !== 'none' && hasField(template.head, 'company') ? OURS : NOBODY,
      } as const
    }),
  )
}
