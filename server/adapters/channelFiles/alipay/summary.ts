import { columnsOf } from '../columns'
import { forEachLine, textOf } from '../lines'
import { cellsOf } from './frame'

/** The counts on the 合计 row of 业务明细(汇总); undefined when there is no such row. */
export async function readSummary(
  content: AsyncIterable<Buffer>,
): Promise<{ payments: string; refunds: string } | undefined> {
  let columns: ReturnType<typeof columnsOf> | undefined
  let found: { payments: string; refunds: string } | undefined
  await forEachLine(content, (line) => {
    const text = textOf(line).trim()
    if (text === '' || text.startsWith('#')) return
    const cells = cellsOf(text)
    if (!columns) columns = columnsOf(cells, line.number)
    else if (cells[0] === '合计') {
      found = {
        payments: cells[columns.need('交易订单总笔数')] ?? '',
        refunds: cells[columns.need('退款订单总笔数')] ?? '',
      }
    }
  })
  return found
}
