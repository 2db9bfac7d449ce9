import { join } from 'node:path'
import type { DayFiles } from '../../../application/ports/channelFiles'
import { writeGbkZip } from '../writeText'
import type { AlipayNumbers } from './frame'
import {
  alipayAccountLines,
  alipayAccountSummaryLines,
  alipayEntryName,
  alipayNetFen,
  alipaySummaryLines,
  alipayTradeLines,
} from './writeLines'

/** Writes what Alipay would give for a simulated day. */
export function alipayDayFiles({ sellerId }: AlipayNumbers): DayFiles {
  return {
    async write(folder, date, entries, remitted) {
      const day = { sellerId, date }
      const names = { trade: 'alipay-trade.zip', account: 'alipay-account.zip' }
      await writeGbkZip(join(folder, names.trade), [
        { name: alipayEntryName(day, '业务明细'), lines: alipayTradeLines(entries, day) },
        { name: alipayEntryName(day, '业务明细(汇总)'), lines: alipaySummaryLines(entries, day) },
      ])
      await writeGbkZip(join(folder, names.account), [
        { name: alipayEntryName(day, '账务明细'), lines: alipayAccountLines(entries, day, remitted) },
        { name: alipayEntryName(day, '账务明细(汇总)'), lines: alipayAccountSummaryLines(entries, day, remitted) },
      ])
      return names
    },
    netFen: alipayNetFen,
  }
}
