import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Channel } from '../../contract/channelWords'
import { dayOf, dayStart } from '../beijingTime'
import type { FaultName } from '../faults/catalogue'
import type { FaultScope, Switchboard } from '../faults/switchboard'
import type { Reply } from '../http/router'
import { randomText } from '../random'
import type { ChannelFile } from '../store/bankPayments'
import { paged, type Span } from '../store/open'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import type { Store } from '../store/store'
import type { World } from '../world'

/** Business bill or account bill, as both channels have them. */
export type DownloadedFileKind = 'trade' | 'fundflow'

/** Gathers small texts into pieces that are worth passing on. */
export function* gathered(lines: Iterable<string>, encode: (text: string) => Buffer): Generator<Buffer, void> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length < 65_536) continue
    yield encode(text)
    text = ''
  }
  if (text !== '') yield encode(text)
}

export interface NewFile {
  channel: Channel
  company: string
  merchant: string
  fileName: string
  type: string
  /** How long the address is good for, in milliseconds on the sandbox's clock. */
  life: number
  content: Iterable<Buffer> | AsyncIterable<Buffer>
  through?: NodeJS.ReadWriteStream
}

/** Writes a bill behind a new token (cut short under a fault); gives the token. Files whose time is over go first. */
export async function keepFile(world: World, bill: NewFile): Promise<string> {
  const folder = path.join(world.dataDir, 'sandbox', 'bills')
  mkdirSync(folder, { recursive: true })
  const now = world.clock.now()
  for (const old of world.store.dayFiles.removeExpired(now)) rmSync(old.path, { force: true })
  const token = randomText(64)
  const file = path.join(folder, token)
  const source = Readable.from(bill.content)
  const target = createWriteStream(file)
  if (bill.through) await pipeline(source, bill.through, target)
  else await pipeline(source, target)
  if (world.faults.strikes('billCut', { channel: bill.channel, company: bill.company }))
    truncateSync(file, Math.floor(statSync(file).size * 0.7))
  const { channel, merchant, fileName, type } = bill
  world.store.dayFiles.add({ token, channel, merchant, path: file, fileName, type, expiresAt: now + bill.life })
  return token
}

/** The bill of a token as long as it is good; undefined after that. */
export function findFile(world: World, channel: Channel, token: string): ChannelFile | undefined {
  const bill = world.store.dayFiles.get(token)
  return bill && bill.channel === channel && bill.expiresAt > world.clock.now() ? bill : undefined
}

/** A bill on its way out, without any signature, as both channels send them. */
export function fileReply(bill: ChannelFile): Reply {
  return {
    status: 200,
    headers: {
      'content-type': bill.type,
      'content-length': String(statSync(bill.path).size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(bill.fileName)}`,
    },
    body: createReadStream(bill.path),
  }
}

/** One row of a bill: a payment, or with `refund` a refund of that payment. */
export interface FileRow {
  at: number
  order: Order
  refund?: Refund
}

/** Everything a merchant was paid and has refunded in a span of time, in order of time; refunds count when they were accepted. */
export function* fileRows(store: Store, channel: Channel, merchant: string, span: Span): Generator<FileRow, void> {
  const payments = paged(
    (after) => store.orders.paidBetween(channel, merchant, span, after),
    (order) => order.paidAt ?? 0,
  )
  const refunds = paged(
    (after) => store.refunds.acceptedBetween(channel, merchant, span, after),
    (refund) => refund.createdAt,
  )
  let payment = payments.next()
  let refund = refunds.next()
  while (!payment.done || !refund.done) {
    if (!payment.done && (refund.done || (payment.value.paidAt ?? 0) <= refund.value.createdAt)) {
      yield { at: payment.value.paidAt ?? 0, order: payment.value }
      payment = payments.next()
    } else if (!refund.done) {
      const order = store.orders.byId(refund.value.orderId)
      if (order) yield { at: refund.value.createdAt, order, refund: refund.value }
      refund = refunds.next()
    }
  }
}

export function countOf(rows: Iterable<FileRow>): number {
  return sumOf(rows, () => 1)
}

export function sumOf(rows: Iterable<FileRow>, measure: (row: FileRow) => number): number {
  let sum = 0
  for (const row of rows) sum += measure(row)
  return sum
}

/** What is printed for a row: normally itself. Totals are always those of the true rows, so that a misprint shows. */
export type Printed = (row: FileRow, index: number) => FileRow[]

export const truthful: Printed = (row) => [row]

/** The misprint that faults call for, on one seeded row of `count`. */
export function misprint(faults: Switchboard, place: FaultScope, count: number): Printed {
  const struck = (['billAmountOff', 'billRowMissing', 'billRowDoubled'] as const).filter((name) =>
    faults.strikes(name, place),
  )
  if (struck.length === 0) return truthful
  const targets = new Map<number, FaultName>(struck.map((name) => [Math.floor(faults.chance(name) * count), name]))
  return (row, index) => {
    switch (targets.get(index)) {
      case 'billRowMissing':
        return []
      case 'billRowDoubled':
        return [row, row]
      case 'billAmountOff':
        return [row.refund ? { ...row, refund: oneFenMore(row.refund) } : { ...row, order: paidOneFenMore(row.order) }]
      default:
        return [row]
    }
  }
}

const oneFenMore = <T extends { amountFen: number }>(refund: T): T => ({ ...refund, amountFen: refund.amountFen + 1 })

const paidOneFenMore = <T extends { paidFen: number | null }>(order: T): T => ({
  ...order,
  paidFen: (order.paidFen ?? 0) + 1,
})

const DAY_MS = 86_400_000

/** Channels send what is left half an hour after midnight, before anybody pays. */
export const SENT_AFTER_MS = 1_800_000

/** A merchant's account at a channel when a day begins, in fen. */
export interface AccountAtDawn {
  openingFen: number
  /** What the channel sends to the merchant's bank on that day (提现): all that is left of the days before, if anything is. */
  remittedFen: number
}

/** Takes all rows before a day, in order of time, and what each moved; each midnight's balance has been sent to the bank. */
export function accountAtDawn(rows: Iterable<FileRow>, movement: (row: FileRow) => number, day: string): AccountAtDawn {
  let balance = 0
  let last = ''
  for (const row of rows) {
    const on = dayOf(row.at)
    if (on !== last && balance > 0) balance = 0
    balance += movement(row)
    last = on
  }
  const dayBefore = dayOf(dayStart(day) - DAY_MS)
  if (balance > 0 && last !== dayBefore) balance = 0
  return { openingFen: balance, remittedFen: Math.max(balance, 0) }
}

/** The channel's numbers of a remittance: one a merchant and day. */
export function remittanceNumbers(merchant: string, day: string): { business: string; flow: string } {
  const tail = `${day.replaceAll('-', '')}${merchant.replace(/\D/g, '').slice(-10).padStart(10, '0')}`
  return { business: `1500000000${tail}`, flow: `4200003000${tail}` }
}
