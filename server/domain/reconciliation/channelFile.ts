import { type Channel, isChannel } from '../../../contract/channelWords'
import type { FileSource, FileStatus } from '../../../contract/fileWords'
import type { PaymentSource } from '../payment/payment'
import type { Mismatch } from './mismatch'
import type { ChannelRow, OurRow } from './row'

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
  /** Why it was quarantined. */
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

const LONGEST = 100

/** Whether a name is just a name: nothing that leads out of a folder, and nothing that a terminal or a page would obey. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= LONGEST && !/[/\\\p{Cc}\p{Cf}]/u.test(name)
}

/** A name under which a file that somebody gave can be kept: its last part, with what is neither letter nor digit as `_`. */
export function plainNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = [...last.replace(/[^\p{L}\p{N}._-]/gu, '_')].slice(-LONGEST).join('')
  return /^\.*$/.test(plain) ? 'file' : plain
}

/** The passes in which rows are paired, exact first; each says what the two have in common. */
export const PASSES = {
  exact: '单号与金额相同',
  'key-and-amount': '渠道单号与金额相同',
  key: '渠道单号相同',
  'other-key-and-amount': '订单号与金额相同',
  'other-key': '订单号相同',
  'day-cut': '日切前后的同一笔',
} as const

export type PassName = keyof typeof PASSES

/** A pair that the later passes have made, and in which pass. */
export interface Pair {
  ours: OurRow
  theirs: ChannelRow
  pass: PassName
}

/** What lies on the desk after the exact pass: rows without a partner, on both sides. Each row is used once. */
export interface MatchingTable {
  ours: Set<OurRow>
  theirs: Set<ChannelRow>
  pairs: Pair[]
  differences: Mismatch[]
}

/** Lays out what the exact pass left, in an order that does not depend on the order in the file or the database. */
export function layOut(ours: readonly OurRow[], theirs: readonly ChannelRow[]): MatchingTable {
  const byText = <T>(rows: readonly T[], text: (row: T) => string): T[] =>
    rows
      .map((row) => ({ row, text: text(row) }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(({ row }) => row)
  return {
    ours: new Set(byText(ours, ({ kind, key, amountFen }) => JSON.stringify([kind, key, amountFen]))),
    theirs: new Set(
      byText(theirs, (row) =>
        JSON.stringify([
          row.kind,
          row.key,
          row.otherKey,
          row.foreignMerchant,
          row.state,
          row.amountFen,
          row.at ?? null,
          row.line,
        ]),
      ),
    ),
    pairs: [],
    differences: [],
  }
}

/** Pairs rows that have the same text by the given sight; a row without a text (undefined) is left. */
export function pairBy(
  table: MatchingTable,
  pass: PassName,
  sight: { ours: (row: OurRow) => string | undefined; theirs: (row: ChannelRow) => string | undefined },
): void {
  const waiting = new Map<string, OurRow[]>()
  for (const row of table.ours) {
    const text = sight.ours(row)
    if (text !== undefined) waiting.set(text, [...(waiting.get(text) ?? []), row])
  }
  for (const theirs of table.theirs) {
    const text = sight.theirs(theirs)
    const ours = text === undefined ? undefined : waiting.get(text)?.shift()
    if (!ours) continue
    table.pairs.push({ ours, theirs, pass })
    table.ours.delete(ours)
    table.theirs.delete(theirs)
  }
}
