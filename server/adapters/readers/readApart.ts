import { availableParallelism } from 'node:os'
import { openReader, type Reader, type ReaderLimits, type Reading } from './openReader'
import type { ReadingKind } from './protocol'

/**
 * Files that people hand in are read in a process of their own: one that takes without end, of time or of memory, is refused,
 * and nobody else waits for it (M9). A process and not a thread: a thread that fills its heap in one step takes the whole
 * server with it, whatever limits it was given.
 */
const LIMITS: ReaderLimits = { ms: 60_000, memoryMiB: 768 }

/** One, where the machine has two cores: the other is the server's. */
const READERS = availableParallelism() > 2 ? 2 : 1

/** How long a file waits whose bytes we hold, and how many bytes we hold at most. */
const PATIENCE_MS = 60_000
const MOST_WAITING_BYTES = 128 * 1024 * 1024

/** A reader that nobody needs is ended after so long. */
const IDLE_MS = 20_000

/** Not read, with the reason in Chinese and what to do; `busy` says nothing of the file. */
export interface NotRead {
  outcome: 'refused'
  because: 'too-slow' | 'too-large' | 'busy'
  reason: string
}

const ADVICE: Readonly<Record<ReadingKind, string>> = {
  table: '请只保留需要的行和列，粘贴到新表另存为 .xlsx 或 CSV，或拆成几份再上传',
  'bank-file': '请核对是否选错文件，或请银行重新提供原文件',
  statement: '请核对是否选错文件，或请银行重新提供原文件',
  'statement-lines': '请核对是否选错文件，或请银行重新提供原文件',
  'payout-result': '请核对是否选错文件，或请银行重新提供原文件',
  'payout-returned': '请核对是否选错文件，或请银行重新提供原文件',
}

const NOTHING_TAKEN = '没有采用其中任何内容'

function refusal(because: NotRead['because'], kind: ReadingKind, { ms }: ReaderLimits): NotRead {
  if (because === 'busy') {
    return {
      outcome: 'refused',
      because,
      reason: `正在读取其他人上传的文件，还没有读这一份；${NOTHING_TAKEN}，请一分钟后再上传`,
    }
  }
  const what = because === 'too-slow' ? `读了 ${Math.ceil(ms / 1000)} 秒仍未读完` : '所需内存超过上限'
  return { outcome: 'refused', because, reason: `文件过大或结构异常：${what}；${NOTHING_TAKEN}。${ADVICE[kind]}` }
}

/** Readers with a queue before them; tests open some with limits of their own. */
export function openReaders(limits: ReaderLimits = LIMITS, most = READERS, patienceMs = PATIENCE_MS) {
  const idle: Reader[] = []
  const waiting: { begin(): void; bytes: number }[] = []
  let atWork = 0
  let idleSince: NodeJS.Timeout | undefined

  function next(): Reader {
    for (let reader = idle.pop(); reader; reader = idle.pop()) if (reader.isOpen()) return reader
    return openReader(limits)
  }

  function endIdle(): void {
    for (const reader of idle.splice(0)) reader.end()
  }

  /** True when it is one's turn; false when that took too long. */
  function turn(bytes: number): Promise<boolean> {
    if (atWork < most) {
      atWork += 1
      return Promise.resolve(true)
    }
    if (bytes > 0 && waiting.reduce((sum, one) => sum + one.bytes, bytes) > MOST_WAITING_BYTES) {
      return Promise.resolve(false)
    }
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const one = {
        bytes,
        begin() {
          clearTimeout(timer)
          resolve(true)
        },
      }
      waiting.push(one)
      // What lies on the disk can wait.
      if (bytes === 0) return
      timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(one), 1)
        resolve(false)
      }, patienceMs)
    })
  }

  function leave(): void {
    const following = waiting.shift()
    if (following) following.begin()
    else atWork -= 1
    clearTimeout(idleSince)
    idleSince = setTimeout(endIdle, IDLE_MS)
    idleSince.unref()
  }

  return {
    /**
     * Reads a file of a kind in a process of its own; gives what the kind's reader gives, or why it was not read. Throws on a
     * bug of ours.
     */
    async readApart<Result>(reading: Reading): Promise<{ outcome: 'done'; result: Result } | NotRead> {
      if (!(await turn(reading.bytes?.length ?? 0))) return refusal('busy', reading.kind, limits)
      try {
        const reader = next()
        const answer = await reader.read(reading)
        if (answer.outcome !== 'read') return refusal(answer.outcome, reading.kind, limits)
        idle.push(reader)
        return { outcome: 'done', result: answer.result as Result }
      } finally {
        leave()
      }
    },
    /** Ends those that wait for work. */
    end: endIdle,
  }
}

/** The server's own readers, and a command's. */
export const { readApart } = openReaders()

/** Plain text up to this many bytes is read at once: in some milliseconds, whatever is in it. */
const QUICK_BYTES = 64 * 1024

/** How files begin that are packed (gzip, zip and .xlsx, .xls), or a page that is called .xls. */
const PACKED = ['1f', '504b', 'd0cf', '3c']

/** Whether bytes are so few, and not packed, that reading them delays nobody. */
export const isQuick = (head: Buffer, length: number): boolean =>
  length <= QUICK_BYTES && !PACKED.some((begin) => head.toString('hex', 0, 2).startsWith(begin))
