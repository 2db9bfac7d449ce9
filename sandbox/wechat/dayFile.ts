import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { dayEnd, dayOf, dayStart } from '../beijingTime'
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
} from '../channelFiles/file'
import type { Handler } from '../http/router'
import type { Merchant, World } from '../world'
import { unsignedReply } from './answer'
import { admit, type Call, type Outcome, readQuery } from './endpoint'
import { fundFlowBill, movement, type Remittance } from './fundFlowBill'
import { isRefusal, type Refusal, refuse } from './refusal'
import { standsIn, type TradeBillType, tradeBill } from './tradeBill'

const HOUR = 3600_000

/** Generation begins at 09:00 of the next day; from 10:00 the bill is there (formats.md 2.1). */
const READY_AFTER = 10 * HOUR

const OLDEST = 92 * 24 * HOUR

const ADDRESS_LIFE = 5 * 60_000

const DATE = z.iso.date('应为日期，例如 2026-11-01')

export const billQuery = z.object({
  bill_date: DATE,
  bill_type: z.enum(['ALL', 'SUCCESS', 'REFUND']).default('ALL'),
  account_type: z.enum(['BASIC', 'OPERATION', 'FEES']).default('BASIC'),
  tar_type: z.literal('GZIP').optional(),
})

type BillQuery = z.infer<typeof billQuery>

const NAMES: Record<TradeBillType, string> = { ALL: 'All', SUCCESS: 'Success', REFUND: 'Refund' }

const nothing = () => refuse(400, 'NO_STATEMENT_EXIST', '账单文件不存在')

/** GET /v3/bill/tradebill and /v3/bill/fundflowbill: makes the file ready and tells where it is. */
export async function applyForFile(world: World, call: Call, kind: DownloadedFileKind): Promise<Outcome> {
  const read = readQuery(call, billQuery)
  if (isRefusal(read)) return read
  const asked = read.value
  const refusal = notYet(world, call, asked)
  if (refusal) return refusal
  if (kind === 'fundflow' && asked.account_type !== 'BASIC') return nothing()
  const bill = await makeDayFile(world, call.merchant, kind, {
    day: asked.bill_date,
    type: asked.bill_type,
    packed: asked.tar_type === 'GZIP',
  })
  if (!bill) return nothing()
  const wrong = world.faults.strikes('billDigestWrong', { channel: 'wechat', company: call.merchant.id })
  return {
    status: 200,
    body: {
      hash_type: 'SHA1',
      hash_value: wrong ? bill.sha1.replace(/^./, (first) => (first === '0' ? '1' : '0')) : bill.sha1,
      download_url: `${world.url}/v3/billdownload/file?token=${bill.token}`,
    },
  }
}

function notYet(world: World, call: Call, { bill_date }: BillQuery): Refusal | undefined {
  const now = world.clock.now()
  if (bill_date >= dayOf(now)) return refuse(400, 'INVALID_REQUEST', '账单日期应早于今天')
  if (dayStart(bill_date) < now - OLDEST) return refuse(400, 'INVALID_REQUEST', '只能下载三个月内的账单')
  const late = world.faults.strikes('billLate', { channel: 'wechat', company: call.merchant.id })
  return late || now < dayEnd(bill_date) + READY_AFTER
    ? refuse(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试')
    : undefined
}

/** Writes a merchant's bill of a day, gzipped or plain; gives its token and digest, or undefined when nothing happened that day. */
export async function makeDayFile(
  world: World,
  merchant: Merchant,
  kind: DownloadedFileKind,
  how: { day: string; packed: boolean; type?: TradeBillType },
) {
  const { mchid } = merchant.numbers.wechat
  const { type = 'ALL' } = how
  const rows = function* (from: number, until: number) {
    for (const row of fileRows(world.store, 'wechat', mchid, { from, until })) {
      if (kind === 'fundflow' || standsIn(type, row)) yield row
    }
  }
  const [from, until] = [dayStart(how.day), dayEnd(how.day)]
  const count = countOf(rows(from, until))
  const remittance = kind === 'fundflow' ? remittanceOn(world, merchant, how.day) : undefined
  if (count === 0 && !remittance?.fen) return undefined
  const place = { channel: 'wechat', company: merchant.id } as const
  const printed = misprint(world.faults, place, count)
  const lines =
    kind === 'trade'
      ? tradeBill(rows(from, until), printed, type)
      : fundFlowBill(rows(from, until), remittance?.before ?? 0, printed, remittance?.fen ? remittance : undefined)
  const digest = createHash('sha1')
  const token = await keepFile(world, {
    ...place,
    merchant: mchid,
    fileName: `${mchid}${kind === 'trade' ? NAMES[type] : 'Fundflow'}${how.day}.csv${how.packed ? '.gz' : ''}`,
    type: 'application/octet-stream',
    life: ADDRESS_LIFE,
    // The official sample takes the digest of what is inside, not of the packed file (formats.md 2.1, 10.1).
    content: gathered(lines, (text) => {
      const bytes = Buffer.from(text, 'utf8')
      digest.update(bytes)
      return bytes
    }),
    through: how.packed ? createGzip() : new PassThrough(),
  })
  return { token, sha1: digest.digest('hex') }
}

/** What WeChat Pay sends to a merchant's bank on a day, and what lay on the account before. */
export function remittanceOn(world: World, merchant: Merchant, day: string): Remittance & { before: number } {
  const { mchid } = merchant.numbers.wechat
  const rows = fileRows(world.store, 'wechat', mchid, { from: 0, until: dayStart(day) })
  const { openingFen, remittedFen } = accountAtDawn(rows, movement, day)
  return { ...remittanceNumbers(mchid, day), at: dayStart(day) + SENT_AFTER_MS, fen: remittedFen, before: openingFen }
}

/** GET /v3/billdownload/file: the merchant's authorization again, but no signature on the answer. */
export function downloadFile(world: World): Handler {
  return (exchange) => {
    const call = admit(world, exchange)
    if (isRefusal(call)) return unsignedReply(call)
    const place = { channel: 'wechat', company: call.merchant.id, api: 'download' } as const
    if (world.faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
    if (world.faults.strikes('rateLimit429', place)) return unsignedReply(refuse(429, 'FREQUENCY_LIMITED', '频率超限'))
    if (world.faults.strikes('error500', place)) return unsignedReply(refuse(500, 'SYSTEM_ERROR', '系统错误'))
    const bill = findFile(world, 'wechat', exchange.query.get('token') ?? '')
    if (!bill) return unsignedReply(refuse(400, 'INVALID_REQUEST', '下载token无效或已过期'))
    if (bill.merchant !== call.merchant.numbers.wechat.mchid)
      return unsignedReply(refuse(403, 'NO_AUTH', '商户号与账单不一致'))
    return fileReply(bill)
  }
}
