import { type StatedTotal, totalsFault } from '../../domain/reconciliation/channelFile'
import { FileFault } from '../channelFiles/lines'
import type { Cells } from './cells'
import { hasField } from './field'
import type { ReadLine } from './readRow'
import type { BankTemplate } from './template'
import { amountForm, dateForm, readAmount, readCount, writeDay } from './values'

/** Adds amounts of a file, in fen. Throws FileFault where the sum is past what can be told exactly. */
export function sumOf(amounts: Iterable<number>): number {
  let total = 0
  for (const amount of amounts) {
    total += amount
    if (!Number.isSafeInteger(total)) throw new FileFault('金额合计过大')
  }
  return total
}

const sum = (lines: readonly ReadLine[]): number => sumOf(lines.map(({ row }) => row.amountFen))

/** What the lines come to, as the bank counts them: all that stand in the file, those that are payments, and the others. */
function counted(lines: readonly ReadLine[], { reversal }: BankTemplate) {
  const of = (is: ReadLine['is']) => lines.filter((line) => line.is === is)
  const [payments, skipped, back] = [of('payment'), of('skipped'), of('reversal')]
  const inTotal = reversal?.inTotal ?? 'subtracted'
  const backCount = inTotal === 'left-out' ? 0 : back.length
  const backFen = { subtracted: -1, added: 1, 'left-out': 0 }[inTotal] * sum(back)
  const used = { count: payments.length + backCount, fen: sum(payments) + backFen }
  return {
    used,
    skipped: { count: skipped.length, fen: sum(skipped) },
    all: { count: used.count + skipped.length, fen: used.fen + sum(skipped) },
    feeFen: sumOf(lines.map(({ feeFen }) => feeFen)),
  }
}

/**
 * Holds a file's head line against its lines, its company and its day: count and total must be what they come to (faults.md,
 * Files). Throws FileFault with both numbers.
 */
export function checkHead(
  { cells, line }: { cells: Cells; line: number },
  lines: readonly ReadLine[],
  template: BankTemplate,
  { company, date }: { company: string; date: string },
): void {
  const { head } = template
  if (hasField(head, 'company') && cells('company') !== company) {
    throw new FileFault(`是“${cells('company')}”的文件，不是“${company}”的`, line)
  }
  const day = writeDay(date, dateForm(head, 'batchDate', template), '')
  if (hasField(head, 'batchDate') && cells('batchDate') !== day) {
    throw new FileFault(`是 ${cells('batchDate')} 的文件，不是 ${day} 的`, line)
  }
  const { all, used, skipped, feeFen } = counted(lines, template)
  const rows = (field: string, name: string, found: number): StatedTotal[] =>
    hasField(head, field) ? [{ name, stated: readCount(cells(field), name, line), counted: found, unit: 'rows' }] : []
  const fen = (field: string, name: string, found: number): StatedTotal[] =>
    hasField(head, field)
      ? [
          {
            name,
            stated: readAmount(cells(field), amountForm(head, field, template), line),
            counted: found,
            unit: 'fen',
          },
        ]
      : []
  const fault = totalsFault([
    ...rows('count', '总笔数', all.count),
    ...fen('total', '总金额', all.fen),
    ...rows('usedCount', '成功笔数', used.count),
    ...fen('usedTotal', '成功金额', used.fen),
    ...rows('skippedCount', '失败笔数', skipped.count),
    ...fen('skippedTotal', '失败金额', skipped.fen),
    ...fen('fee', '总服务费', feeFen),
  ])
  if (fault) throw new FileFault(fault, line)
}
