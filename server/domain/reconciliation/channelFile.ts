import { type Channel, isChannel } from '../../../contract/channelWords'
import type { FileSource, FileStatus } from '../../../contract/fileWords'
import { yuanText } from '../../../contract/money'
import type { PaymentSource } from '../payment/payment'

/**
 * What a file is about: the payments and refunds of a day, what moved on the merchant's account, or what moved on our own
 * account at a bank.
 */
export type ChannelFileKind = 'trade' | 'fundflow' | 'statement'

/** A day at a channel or bank, as one company reconciles it. */
export interface ChannelFileDay {
  company: string
  channel: PaymentSource
  bill: ChannelFileKind
  /** Civil day. */
  date: string
}

type RefundDay = 'acceptedOn' | 'succeededOn'

/** Which day of a refund puts it into its channel's files, before all others (formats.md 2.2, 2.3, 3.10). */
const REFUND_DAY: Readonly<Record<Channel, RefundDay>> = { wechat: 'acceptedOn', alipay: 'succeededOn' }

/** Which day of a refund puts it into a file: WeChat lists it when it is accepted, all others when it is done. */
export function refundDay({ channel }: Pick<ChannelFileDay, 'channel'>): RefundDay {
  return isChannel(channel) ? REFUND_DAY[channel] : 'succeededOn'
}

/** Whether a refund's row may as well stand on the other of its two days (formats.md 10.13). */
export function listsEitherDay({ channel, bill }: Pick<ChannelFileDay, 'channel' | 'bill'>): boolean {
  return bill !== 'statement' && isChannel(channel) && REFUND_DAY[channel] === 'acceptedOn'
}

/** A file that a channel gave, kept for ever. The same content is one file, however often it comes (M3). */
export interface ChannelFile extends ChannelFileDay {
  id: string
  /** SHA-256 of the content; of the bytes as they came where the content cannot be read. */
  digest: string
  /** 1, 2, 3 … among the day's files that could be read; null when quarantined. */
  version: number | null
  /** One of a day's files at most is `imported`: the one in force. */
  status: FileStatus
  /** Where it is kept, below DATA_DIR. */
  path: string
  rowCount: number
  /** Payments less refunds, in fen. */
  totalFen: number
  /** Why it was quarantined, or why the first of a day waits for a second person. */
  reason: string | null
  receivedAt: number
  source: FileSource
  /** The login or machine name of who gave or fetched it; AUDIT_SYSTEM for the machine itself. */
  receivedBy: string
  /** As it was called where it came from. */
  fileName: string
  /** The line for which it was quarantined, from 1, and its text, masked; null where no one line is to blame. */
  faultLine: number | null
  faultText: string | null
}

/** How a file came in. */
export type FileOrigin = Pick<ChannelFile, 'source' | 'receivedBy'>

/** The file of a day that its reconciliation goes by. */
export function fileInForce(files: readonly ChannelFile[]): ChannelFile | undefined {
  return files.find(({ status }) => status === 'imported')
}

/** How a bank says that its file is whole: by a companion file with this ending (formats.md 5.0); without one, by letting it be. */
export type Companion = 'ok' | 'flg' | 'md5'

/** A file as a folder shows it. */
export interface FileFacts {
  name: string
  size: number
  /** Epoch milliseconds. */
  modifiedAt: number
}

/** `take`: it is whole, as far as the folder can tell. `wait`: look again. */
export type Verdict = { verdict: 'take'; companion: string | null } | { verdict: 'wait'; reason: string }

/** Under which names a file's companion may lie: `day.txt.ok` or `day.ok`. */
function companionNames(name: string, companion: Companion): string[] {
  const stem = name.replace(/\.[^.]+$/, '')
  return [...new Set([`${name}.${companion}`, `${stem}.${companion}`])]
}

/**
 * Judges whether a file is still being written: where the bank sends a companion, until that is there; else until size and
 * time of change were the same at two looks. `before` is what the look before has seen.
 */
export function judgeFile(
  file: FileFacts,
  names: ReadonlySet<string>,
  before: FileFacts | undefined,
  companion: Companion | undefined,
): Verdict {
  if (companion !== undefined) {
    const found = companionNames(file.name, companion).find((name) => names.has(name))
    return found === undefined
      ? { verdict: 'wait', reason: `等待银行的 .${companion} 文件` }
      : { verdict: 'take', companion: found }
  }
  const same = before !== undefined && before.size === file.size && before.modifiedAt === file.modifiedAt
  return same ? { verdict: 'take', companion: null } : { verdict: 'wait', reason: '文件可能还在写入，下次再看' }
}

/** Whether an `.md5` file names this digest: 32 hexadecimal digits, whatever stands around them. */
export function md5Fits(text: string, md5: string): boolean {
  return /[0-9a-f]{32}/i.exec(text)?.[0].toLowerCase() === md5.toLowerCase()
}

/** In bytes of UTF-8: file systems take 255 of them, and some of ours stand before and behind a name. */
const MAX_NAME_BYTES = 180

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Whether a name is just a name: nothing that leads out of a folder, and nothing that a terminal or a page would obey. */
export function isPlainName(name: string): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && bytesOf(name) <= MAX_NAME_BYTES && !/[/\\\p{Cc}\p{Cf}]/u.test(name)
  )
}

/** A name that a file can have: the end of a longer one, since its ending says what the file is. Cuts no letter in two. */
export function nameThatFits(name: string): string {
  const letters = [...name]
  let from = letters.length
  for (let room = MAX_NAME_BYTES; from > 0; from--) {
    room -= bytesOf(letters[from - 1] ?? '')
    if (room < 0) break
  }
  return letters.slice(from).join('')
}

/** A name under which a file that somebody gave can be kept: its last part, with what is neither letter nor digit as `_`. */
export function plainNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = nameThatFits(last.replace(/[^\p{L}\p{N}._-]/gu, '_'))
  return /^\.*$/.test(plain) ? 'file' : plain
}

/** What a file says of itself in its count and total lines, beside what its rows come to. */
export interface StatedTotal {
  /** The column's or line's own name, e.g. 总交易单数. */
  name: string
  stated: number
  counted: number
  unit: 'rows' | 'fen' | 'milli-fen'
}

function written(value: number, unit: StatedTotal['unit']): string {
  if (unit === 'rows') return `${value} 笔`
  if (unit === 'fen') return `${yuanText(value)} 元`
  const digits = String(Math.abs(value)).padStart(6, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)} 元`
}

/**
 * The first total that is not what the rows come to, with both numbers, for the clerk; undefined when the file is
 * consistent. A file that contradicts itself is put aside whole (faults.md, Files).
 */
export function totalsFault(totals: readonly StatedTotal[]): string | undefined {
  const wrong = totals.find(({ stated, counted }) => stated !== counted)
  return (
    wrong &&
    `${wrong.name}：文件写 ${written(wrong.stated, wrong.unit)}，明细合计 ${written(wrong.counted, wrong.unit)}`
  )
}

const MAX_SHOWN = 300

/** Names, addresses and titles: the first sign of each run of Chinese stays, so that the clerk knows the field. */
const CHINESE = /\p{Script=Han}{2,}/gu

const MAIL = /[\w.+-]+@/g

/** Cards of banks and identity numbers have 15 to 19 digits; a channel's own numbers are longer. */
const CARD = /(?<!\d)\d{11,15}(\d{3}[\dXx])(?!\d)/g

const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g

/**
 * A line of a bank's or channel's file as a page may show it: who paid is masked (Chinese words but for their first sign,
 * mobile numbers, bank cards, identity numbers, mail addresses), what the clerk looks for is not (user code, the bank's
 * number, amount, day). Long lines are cut.
 */
export function maskLine(text: string): string {
  const masked = text
    .slice(0, MAX_SHOWN)
    .replace(MAIL, '***@')
    .replace(CARD, '****$1')
    .replace(MOBILE, '$1****$2')
    .replace(CHINESE, (run) => `${run.slice(0, 1)}${'*'.repeat(Math.min(run.length - 1, 3))}`)
  return text.length > MAX_SHOWN ? `${masked}…` : masked
}
