import type { ChannelFileReader } from '../../../application/ports/channelFiles'
import type { DownloadedFileKind } from '../../../application/ports/channels'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import type { ContractRates } from '../../../domain/reconciliation/feeContract'
import { contentOf, digesting, FileFault, forEachLine, newDigest, orFault, textOf } from '../lines'
import { fundFlowBill, isFundFlowHeading } from './fundFlowBill'
import { type LineReader, tradeBill } from './tradeBill'
import { isTradeHeading } from './tradeLayout'
import type { WechatNumbers } from './tradeRow'

export type { WechatNumbers } from './tradeRow'

/**
 * Reads the trade and fund-flow bills of one merchant, plain or gzipped; which of the two it is, its heading says. Fees are judged by
 * the contract's rates of the day, where there are some, else by the rate that each row names.
 */
export function wechatFileReader(
  numbers: WechatNumbers,
  ratesOn: (date: CivilDate) => ContractRates | undefined = () => undefined,
): ChannelFileReader {
  return {
    read: (file, date, visit, move) =>
      orFault(async () => {
        const digest = newDigest()
        let bill: { kind: DownloadedFileKind; reader: LineReader } | undefined
        await forEachLine(digesting(contentOf(file), digest), (line) => {
          if (bill) return bill.reader.line(line)
          const heading = textOf(line)
          if (isTradeHeading(heading)) {
            bill = { kind: 'trade', reader: tradeBill(heading, line.number, numbers, date, ratesOn(date), visit) }
          } else if (isFundFlowHeading(heading)) {
            bill = { kind: 'fundflow', reader: fundFlowBill(heading, line.number, numbers, date, visit, move) }
          } else throw new FileFault('第一行不是微信支付账单的标题', line.number)
        })
        if (!bill) throw new FileFault('文件是空的')
        return {
          outcome: 'read',
          kind: bill.kind,
          digest: digest.digest('hex'),
          totals: bill.reader.end(),
          note: null,
          owner: bill.reader.owner(),
        } as const
      }),
  }
}
