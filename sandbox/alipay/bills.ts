import { encode } from 'iconv-lite'
import { z } from 'zod'
import { dayEnd, dayStart, secondsText } from '../beijingTime'
import { billRows } from '../bills/dayRows'
import { billReply, findBill, gathered, keepBill } from '../bills/file'
import { misprint } from '../bills/misprint'
import { dosTime, zip } from '../bills/zip'
import type { Handler } from '../http/exchange'
import type { World } from '../world'
import { accountDetail, accountSummary, movement } from './accountBill'
import { fail, type Outcome } from './answer'
import { bizContent, type Call } from './gateway'
import { type BillHead, tradeDetail, tradeSummary } from './tradeBill'

/** A day's bill is there from 09:00 of the next (formats.md 3.10). */
const READY_AFTER = 9 * 3600_000
const ADDRESS_LIFE = 30_000

const billRequest = z.object({
  bill_type: z.string().min(1),
  bill_date: z.string().min(1),
  smid: z.string().optional(),
})

/** alipay.data.dataservice.bill.downloadurl.query: makes the zip ready and tells where it is for 30 seconds. */
export async function applyForBill(world: World, call: Call): Promise<Outcome> {
  const read = bizContent(call, billRequest)
  if ('ok' in read) return read
  const { bill_type: type, bill_date: day } = read.value
  if (type !== 'trade' && type !== 'signcustomer') return fail('TYPE_NOT_SUPPORTED', '账单类型不支持')
  if (!z.iso.date().safeParse(day).success) return fail('INVAILID_ARGUMENTS', '入参不合法')
  const place = { channel: 'alipay', company: call.merchant.id } as const
  const tooEarly = world.clock.now() < dayEnd(day) + READY_AFTER
  if (tooEarly || world.faults.strikes('billLate', place)) return fail('isp.bill_not_exist', '账单不存在')

  const account = `${call.merchant.numbers.alipay.sellerId}0156`
  const stem = `${account}_${day.replaceAll('-', '')}`
  const head: BillHead = { account, day, exportedAt: dayEnd(day) + 5 * 3600_000 + 46 * 60_000 }
  const rows = () => billRows(world.store, 'alipay', call.appId, { from: dayStart(day), until: dayEnd(day) })
  let count = 0
  for (const _row of rows()) count += 1
  const printed = misprint(world.faults, place, count)
  const files: [string, Iterable<string>][] =
    type === 'trade'
      ? [
          [`${stem}_业务明细.csv`, tradeDetail(rows(), head, printed)],
          [`${stem}_业务明细(汇总).csv`, tradeSummary(rows(), head)],
        ]
      : [
          [`${stem}_账务明细.csv`, accountDetail(rows(), head, balanceBefore(world, call, day), printed)],
          [`${stem}_账务明细(汇总).csv`, accountSummary(rows(), head)],
        ]
  const gbk = (text: string) => encode(text, 'gbk')
  const token = await keepBill(world, {
    ...place,
    merchant: call.appId,
    fileName: `${stem}.csv.zip`,
    type: 'application/octet-stream',
    life: ADDRESS_LIFE,
    content: zip(
      files.map(([name, lines]) => ({ name: gbk(name), content: gathered(lines, gbk) })),
      dosTime(secondsText(head.exportedAt)),
    ),
  })
  const query = new URLSearchParams({
    bizType: type,
    userId: account,
    fileType: 'csv.zip',
    bizDates: day.replaceAll('-', ''),
    downloadFileName: `${stem}.csv.zip`,
    fileId: `/${type}/${stem}.csv.zip`,
    timestamp: String(world.clock.now()),
    token,
  })
  return {
    ok: true,
    fields: {
      bill_download_url: `${world.url}/downloadBillFile.resource?${query}`,
      ...(count === 0 ? { bill_file_code: 'EMPTY_DATA_WITH_BILL_FILE' } : {}),
    },
  }
}

function balanceBefore(world: World, call: Call, day: string): number {
  let balance = 0
  for (const row of billRows(world.store, 'alipay', call.appId, { from: 0, until: dayStart(day) }))
    balance += movement(row)
  return balance
}

/** GET /downloadBillFile.resource: plain, unsigned, for whoever has the address while it is good. */
export function downloadBill(world: World): Handler {
  return ({ query }) => {
    const bill = findBill(world, 'alipay', query.get('token') ?? '')
    if (bill) return billReply(bill)
    return { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>下载链接已失效</html>' }
  }
}
