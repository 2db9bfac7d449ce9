import type { ChannelFileReader, ChannelFileReading } from '../../../application/ports/channelFiles'
import type { AccountMovement } from '../../../domain/bankMatching/bankEntry'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import type { ContractRates } from '../../../domain/reconciliation/feeContract'
import type { RowInHand } from '../../../domain/reconciliation/row'
import { contentOf, digesting, FileFault, forEachLine, newDigest, orFault, packingOf, textOf } from '../lines'
import { withZip, type ZipEntry } from '../writeText'
import { readAccountBill } from './accountBill'
import type { AlipayNumbers } from './frame'
import { readSummary } from './summary'
import { readTradeBill } from './tradeBill'

export type { AlipayNumbers } from './frame'

type Part = 'trade' | 'account' | 'trade-summary' | 'account-summary'

/** What a name within the archive stands for; by its words, never by its place. */
function partNamed(name: string): Part | undefined {
  const summary = name.includes('汇总')
  if (name.includes('业务')) return summary ? 'trade-summary' : 'trade'
  if (name.includes('账务')) return summary ? 'account-summary' : 'account'
  return undefined
}

/** The same by the first lines of the content, for names that were spoilt by repacking. */
async function partWithin(entry: ZipEntry): Promise<Part | undefined> {
  let first = ''
  await forEachLine(entry.content(), (line) => {
    if (line.number <= 4) first += textOf(line)
  })
  const list = /业务明细列表|业务汇总列表|账务明细列表|账务汇总列表|支付宝(业务|账务)(明细|汇总)查询/.exec(first)?.[0]
  return list === undefined ? undefined : partNamed(list)
}

/** What a Mac adds to an archive: a second file of each name, without content of ours. */
const isShadow = ({ name }: ZipEntry): boolean => name.startsWith('__MACOSX/')

const PART_NAMES: Record<Part, string> = {
  trade: '业务明细',
  account: '账务明细',
  'trade-summary': '业务明细(汇总)',
  'account-summary': '账务明细(汇总)',
}

/** Throws FileFault where two files claim to be the same: which of them is the day's, nobody can tell. */
async function sortOut(entries: ZipEntry[]): Promise<Partial<Record<Part, ZipEntry>>> {
  const parts: Partial<Record<Part, ZipEntry>> = {}
  for (const entry of entries) {
    const part = isShadow(entry) ? undefined : (partNamed(entry.name) ?? (await partWithin(entry)))
    if (part === undefined) continue
    if (parts[part]) throw new FileFault(`压缩文件内有两份${PART_NAMES[part]}`)
    parts[part] = entry
  }
  return parts
}

/**
 * Reads the business and account bills of one seller, zipped as Alipay gives them, or the detail file alone. Fees are judged by the
 * contract's rates of the day; without any they are not.
 */
export function alipayFileReader(
  numbers: AlipayNumbers,
  ratesOn: (date: CivilDate) => ContractRates | undefined = () => undefined,
): ChannelFileReader {
  async function readTrade(
    trade: ZipEntry,
    summary: ZipEntry | undefined,
    date: CivilDate,
    visit: (row: RowInHand) => void,
  ): Promise<ChannelFileReading> {
    const { payments, refunds, owner, ...totals } = await readTradeBill(
      () => trade.content(),
      numbers,
      date,
      ratesOn(date),
      visit,
    )
    const stated = summary && (await readSummary(summary.content()))
    // The summary is made of the same rows, and what its counts mean is not published: a contradiction is told, not punished.
    const agrees = !stated || (stated.payments === String(payments) && stated.refunds === String(refunds))
    const note = agrees
      ? null
      : `汇总表写交易 ${stated.payments} 笔、退款 ${stated.refunds} 笔，明细为 ${payments} 笔、${refunds} 笔`
    return { outcome: 'read', kind: 'trade', digest: await digestOf(trade), totals, note, owner }
  }

  async function readParts(
    entries: ZipEntry[],
    date: CivilDate,
    visit: (row: RowInHand) => void,
    move?: (movement: AccountMovement) => void,
  ): Promise<ChannelFileReading> {
    const parts = await sortOut(entries)
    if (parts.trade) return readTrade(parts.trade, parts['trade-summary'], date, visit)
    if (!parts.account) throw new FileFault('文件内没有业务明细或账务明细')
    const { account } = parts
    const { owner, ...totals } = await readAccountBill(() => account.content(), numbers, date, visit, move)
    return { outcome: 'read', kind: 'fundflow', digest: await digestOf(account), totals, note: null, owner }
  }

  return {
    read: (file, date, visit, move) =>
      orFault(async () => {
        if ((await packingOf(file)) === 'zip') return withZip(file, (entries) => readParts(entries, date, visit, move))
        return readParts([{ name: '', content: () => contentOf(file) }], date, visit, move)
      }),
  }
}

async function digestOf(entry: ZipEntry): Promise<string> {
  const digest = newDigest()
  for await (const _ of digesting(entry.content(), digest));
  return digest.digest('hex')
}
