import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { encode } from 'iconv-lite'
import { dayEnd } from '../beijingTime'
import { type Exchange, problem, type Reply } from '../http/router'
import type { BankPayment } from '../store/bankPayments'
import type { Merchant, World } from '../world'
import { BANK_LAYOUTS, type BankLayout, collectionText } from './layouts'

export interface BankFile {
  name: string
  bytes: Buffer
}

/** The first byte of a character with a digit where its second should be: no decoder of GBK or GB18030 can read it. */
const NOT_GBK = Buffer.from([0x81, 0x30])

/**
 * Takes a merchant, a bank and a civil day; gives the day's file in GBK, or undefined while the day is not over (or the file is
 * late), or where the sandbox does not play that bank. A day without payments has a file, too.
 */
export function bankFile(world: World, merchant: Merchant, bank: string, day: string): BankFile | undefined {
  const { faults, store, clock } = world
  const place = { company: merchant.id }
  const layout = BANK_LAYOUTS[bank]
  if (!layout || clock.now() < dayEnd(day) || faults.strikes('bankFileLate', place)) return undefined
  const payments = store.bankPayments.of(merchant.id, bank, day)
  const about = { company: merchant.name, day }
  const text = collectionText(layout, payments, about, {
    moreFen: faults.strikes('bankTotalWrong', place) ? 1 : 0,
    print: misprinted(world, merchant, layout, payments.length),
  })
  const bytes = encode(text, 'gbk')
  const name = layout.name(merchant.name, day)
  if (!faults.strikes('bankByteBroken', place)) return { name, bytes }
  // Near the end, in the partner bank's file into an empty field of the last line, so that nothing else is wrong with it.
  const at = bytes.length - 4
  return { name, bytes: Buffer.concat([bytes.subarray(0, at), NOT_GBK, bytes.subarray(at)]) }
}

/** How payments are printed: one line each, but for one seeded payment under a fault. */
function misprinted(
  { faults }: World,
  merchant: Merchant,
  { line, short }: BankLayout,
  count: number,
): (payment: BankPayment, index: number) => string[] {
  const name = (['bankRowDoubled', 'bankRowShort'] as const).find((fault) =>
    faults.strikes(fault, { company: merchant.id }),
  )
  const target = name ? Math.floor(faults.chance(name) * count) : -1
  return (payment, index) => {
    const printed = line(payment)
    if (index !== target) return [printed]
    return name === 'bankRowDoubled' ? [printed, printed] : [short(printed)]
  }
}

/** What the bank says of a card. */
export type CardReply =
  | { outcome: 'confirmed'; bankName: string; routeNo: string | null; sameBank: boolean }
  | { outcome: 'refused'; because: 'no-such-card' | 'closed' | 'name-differs' }

/** Whose card it is, by its first digits; the partner bank's own cards begin with 6217. */
const BANKS: readonly { begins: string; name: string; routeNo: string | null }[] = [
  { begins: '6217', name: '合作银行', routeNo: null },
  { begins: '6222', name: '中国工商银行', routeNo: '102100099996' },
  { begins: '6228', name: '中国农业银行', routeNo: '103100000026' },
  { begins: '6216', name: '中国银行', routeNo: '104100000004' },
]

const ELSEWHERE = { name: '其他银行', routeNo: '313100000013' }

/** Takes a card number; gives the bank's answer where no fault says otherwise: a wrong check digit is no card of anybody. */
export function judgeCard(card: string): CardReply {
  if (!/^\d{16,19}$/.test(card) || !passesLuhn(card)) return { outcome: 'refused', because: 'no-such-card' }
  const { name, routeNo } = BANKS.find(({ begins }) => card.startsWith(begins)) ?? ELSEWHERE
  return { outcome: 'confirmed', bankName: name, routeNo, sameBank: routeNo === null }
}

function passesLuhn(card: string): boolean {
  let sum = 0
  for (let at = card.length - 1, doubled = false; at >= 0; at--, doubled = !doubled) {
    const digit = Number(card[at]) * (doubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** The files as they were handed out last, so that a digest is of the very bytes that somebody has. */
const handedOut = new WeakMap<World, Map<string, BankFile>>()

const keyOf = (merchant: Merchant, bank: string, day: string) => `${merchant.id} ${bank} ${day}`

/** A bank's file of a day as bankFile gives it, remembered for its companion. */
export function handOut(world: World, merchant: Merchant, bank: string, day: string): BankFile | undefined {
  const file = bankFile(world, merchant, bank, day)
  const files = handedOut.get(world) ?? new Map<string, BankFile>()
  handedOut.set(world, files)
  if (file) files.set(keyOf(merchant, bank, day), file)
  return file
}

/**
 * The second file by which a bank says that a day's file is whole: its MD5 and its name, as `md5sum` prints them (formats.md 5.0).
 * `none`: this bank sends no such file; `not-ready`: it, or the file itself, has not come.
 */
export function companionFile(
  world: World,
  merchant: Merchant,
  bank: string,
  day: string,
): BankFile | 'none' | 'not-ready' {
  const ending = BANK_LAYOUTS[bank]?.companion
  if (ending === undefined) return 'none'
  const file = handedOut.get(world)?.get(keyOf(merchant, bank, day)) ?? handOut(world, merchant, bank, day)
  if (!file || world.faults.strikes('bankFlagMissing', { company: merchant.id })) return 'not-ready'
  const digest = createHash('md5').update(file.bytes).digest('hex')
  return { name: `${file.name}.${ending}`, bytes: Buffer.from(`${digest}  ${file.name}\n`) }
}

const MAX_SKEW_MS = 300_000

/** Lets only those pass who have the bank's key: HMAC-SHA256 over time, method, path with query, and body. Gives the refusal, or nothing. */
export function unsigned({ keys, clock }: World, { method, target, headers, body }: Exchange): Reply | undefined {
  const time = headers['x-bank-time'] ?? ''
  const given = Buffer.from(headers['x-bank-signature'] ?? '', 'hex')
  const right = createHmac('sha256', Buffer.from(keys.bankLine, 'hex'))
    .update(`${time}\n${method}\n${target}\n`)
    .update(body)
    .digest()
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    return problem(401, 'bad-signature', '签名不对：应以 bank-line.key 对时间、方法、路径和正文做 HMAC-SHA256')
  }
  const skew = Math.abs(clock.now() - Number(time))
  return skew <= MAX_SKEW_MS ? undefined : problem(401, 'stale', '请求的时间与银行相差超过 5 分钟')
}
