import { join } from 'node:path'
import type { DayFiles } from '../../../application/ports/channelFiles'
import { writeGzip } from '../writeText'
import type { WechatNumbers } from './tradeRow'
import { wechatFundFlowLines, wechatNetFen, wechatTradeLines } from './writeLines'

/** Writes what WeChat Pay would give for a simulated day. */
export function wechatDayFiles(numbers: WechatNumbers): DayFiles {
  return {
    async write(folder, _date, entries, remitted) {
      const names = { trade: 'wechat-trade.csv.gz', account: 'wechat-fundflow.csv.gz' }
      await writeGzip(join(folder, names.trade), wechatTradeLines(entries, numbers))
      await writeGzip(join(folder, names.account), wechatFundFlowLines(entries, numbers, remitted))
      return names
    },
    netFen: wechatNetFen,
  }
}
