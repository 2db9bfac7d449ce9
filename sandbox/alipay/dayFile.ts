import { encode } from 'iconv-lite'
import { z } from 'zod'
import { dayEnd, dayOf, dayStart, secondsText } from '../beijingTime'
import {
  accountAtDawn,
  countOf,
  type DownloadedFileKind,
  fileReply,
  fileRows,
  findFile,
  gathered,
  keepFile,
  misprint,
  remittanceNumbers,
  SENT_AFTER_MS,
  sumOf,
} from '../channelFiles/file'
import { dosTime, zip } from '../channelFiles/zip'
import type { Handler } from '../http/router'
import type { Merchant, World } from '../world'
import { accountDetail, accountSummary, movement, type Remittance } from './accountBill'
import { fail, type Outcome } from './answer'
import { bizContent, type Call } from './gateway'
import { type FileHead, tradeDetail, tradeSummary } from './tradeBill'

/** A day's bill is there from 09:00 of the next (formats.md 3.10). */
const READY_AFTER = 9 * 3600_000

const DAY = 86_400_000

const ADDRESS_LIFE = 30_000

/** Files are made at 05:46:49, as in the sample. */
const MADE_AT = (5 * 60 + 46) * 60_000 + 49_000

export const billRequest = z.object({
  bill_type: z.string().min(1),
  bill_date: z.string().min(1),
  smid: z.string().optional(),
})

/** alipay.data.dataservice.bill.downloadurl.query: makes the zip ready and tells where it is for 30 seconds. */
export async function applyForFile(world: World, call: Call): Promise<Outcome> {
  const read = bizContent(call, billRequest)
  if ('ok' in read) return read
  const { bill_type: type, bill_date: day } = read.value
  if (type !== 'trade' && type !== 'signcustomer') return fail('TYPE_NOT_SUPPORTED', '账单类型不支持')
  const span = spanOf(day)
  if (!span) return fail('INVAILID_ARGUMENTS', '入参不合法')
  const late = world.faults.strikes('billLate', { channel: 'alipay', company: call.merchant.id })
  if (late || world.clock.now() < span.readyAt) return fail('isp.bill_not_exist', '账单不存在')
  const bill = await makeDayFile(world, call.merchant, type === 'trade' ? 'trade' : 'fundflow', day)
  const query = new URLSearchParams({
    bizType: type,
    userId: bill.account,
    fileType: 'csv.zip',
    bizDates: day.replaceAll('-', ''),
    downloadFileName: bill.fileName,
    fileId: `/${type}/${bill.fileName}`,
    token: bill.token,
  })
  return {
    ok: true,
    fields: {
      bill_download_url: `${world.url}/downloadBillFile.resource?${query}`,
      ...(bill.count === 0 ? { bill_file_code: 'EMPTY_DATA_WITH_BILL_FILE' } : {}),
    },
  }
}

/** The span of a bill and when it is there: a day's on the next day, a month's from about the 3rd of the next month. */
function spanOf(date: string): { day: string; until: number; readyAt: number } | undefined {
  if (z.iso.date().safeParse(date).success)
    return { day: date, until: dayEnd(date), readyAt: dayEnd(date) + READY_AFTER }
  const day = `${date}-01`
  if (!/^\d{4}-\d{2}$/.test(date) || !z.iso.date().safeParse(day).success) return undefined
  const next = `${dayOf(dayStart(day) + 32 * DAY).slice(0, 7)}-01`
  return { day, until: dayStart(next), readyAt: dayStart(next) + 2 * DAY + READY_AFTER }
}

/** Writes a merchant's bill of a day, or of a month (yyyy-MM), as a zip of detail and summary, names and content in GBK; gives its token. */
export async function makeDayFile(world: World, merchant: Merchant, kind: DownloadedFileKind, day: string) {
  const { appId, sellerId } = merchant.numbers.alipay
  const account = `${sellerId}0156`
  const stem = `${account}_${day.replaceAll('-', '')}`
  const span = spanOf(day)
  if (!span) throw new RangeError(`no bill is of ${day}`)
  const begin = dayStart(span.day)
  const head: FileHead = { account, day: span.day, until: span.until, exportedAt: span.until + MADE_AT }
  const rows = (from = begin, until = span.until) => fileRows(world.store, 'alipay', appId, { from, until })
  const count = countOf(rows())
  const place = { channel: 'alipay', company: merchant.id } as const
  const printed = misprint(world.faults, place, count)
  // Remittances stand in the bills of days; a month's lists payments, refunds and fees.
  const sent = day === span.day && kind === 'fundflow' ? remittanceOn(world, merchant, day) : undefined
  const before = () => sent?.before ?? sumOf(rows(0, begin), movement)
  const remittance = sent?.fen ? sent : undefined
  const files: [string, Iterable<string>][] =
    kind === 'trade'
      ? [
          ['业务明细', tradeDetail(rows(), head, printed)],
          ['业务明细(汇总)', tradeSummary(rows(), head)],
        ]
      : [
          ['账务明细', accountDetail(rows(), head, before(), printed, remittance)],
          ['账务明细(汇总)', accountSummary(rows(), head, remittance)],
        ]
  const gbk = (text: string) => encode(text, 'gbk')
  const fileName = `${stem}.csv.zip`
  const token = await keepFile(world, {
    ...place,
    merchant: appId,
    fileName,
    type: 'application/octet-stream',
    life: ADDRESS_LIFE,
    content: zip(
      files.map(([name, lines]) => ({ name: gbk(`${stem}_${name}.csv`), content: gathered(lines, gbk) })),
      dosTime(secondsText(head.exportedAt)),
    ),
  })
  return { token, account, fileName, count: remittance ? count + 1 : count }
}

/** What Alipay sends to a seller's bank on a day, and what lay on the account before. */
export function remittanceOn(world: World, merchant: Merchant, day: string): Remittance & { before: number } {
  const { appId, sellerId } = merchant.numbers.alipay
  const rows = fileRows(world.store, 'alipay', appId, { from: 0, until: dayStart(day) })
  const { openingFen, remittedFen } = accountAtDawn(rows, movement, day)
  return {
    ...remittanceNumbers(sellerId, day),
    at: dayStart(day) + SENT_AFTER_MS,
    fen: remittedFen,
    before: openingFen,
  }
}

/** GET /downloadBillFile.resource: plain, unsigned, for anyone who has the address while it is good. */
export function downloadFile(world: World): Handler {
  return ({ query }) => {
    const bill = findFile(world, 'alipay', query.get('token') ?? '')
    if (bill) return fileReply(bill)
    return { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>下载链接已失效</html>' }
  }
}
