import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { setPriority } from 'node:os'
import path from 'node:path'
import { type FromReader, type ReadingKind, rowsHolder, type ToReader } from './protocol'

/** What one file may take. */
export interface ReaderLimits {
  /** From when its reader begins until its last row is taken over. */
  ms: number
  /** The reader's heap; what it unpacks lies beside that, and is counted where it is unpacked. */
  memoryMiB: number
}

export interface Reading {
  kind: ReadingKind
  /** What the kind's reader needs, as plain data. */
  given?: unknown
  bytes?: Buffer
}

/** `too-slow`, `too-large`: the reader was ended by its limits. */
export type ReaderAnswer = { outcome: 'read'; result: unknown } | { outcome: 'too-slow' | 'too-large' }

/** A process that reads one file after the other. */
export interface Reader {
  /** Reads one file. A reader that answers anything but `read` is gone. Throws on a bug of ours. */
  read(reading: Reading): Promise<ReaderAnswer>
  /** False when it has ended, for whatever reason. */
  isOpen(): boolean
  end(): void
}

const FROM_SOURCES = path.extname(__filename) === '.ts'

/** Runs the sources where this is run from sources: in tests. */
const LOADER = ['--require', path.resolve(__dirname, '..', '..', '..', 'scripts', 'sources.cjs')]

const MOST_TOLD = 2000

/** A third of our share where both want to compute; on a busy machine a reader must still come to its end. */
const BEHIND_US = 5

/** Opens a reader. It knows nothing of the server's settings, and gives way to it where both want to compute. */
export function openReader({ ms, memoryMiB }: ReaderLimits): Reader {
  const child = fork(path.join(__dirname, `main${path.extname(__filename)}`), {
    execArgv: [...(FROM_SOURCES ? LOADER : []), `--max-old-space-size=${memoryMiB}`],
    env: { TZ: 'Asia/Shanghai' },
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  })
  giveWay(child)
  let isReady = false
  let told = ''
  child.stderr?.on('data', (chunk) => {
    told = `${told}${chunk}`.slice(-MOST_TOLD)
  })
  // Told by the end of the process.
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      told = error.message
      resolve()
    })
  })
  child.once('message', () => {
    isReady = true
  })
  holdOpen(child, false)

  const tell = (message: ToReader) => child.connected && child.send(message, () => undefined)

  /** What it says next; undefined when it ended. */
  function heard(): Promise<FromReader | undefined> {
    return new Promise((resolve) => {
      child.once('message', (message) => resolve(message as FromReader))
      void ended.then(() => resolve(undefined))
    })
  }

  async function converse({ kind, given, bytes }: Reading): Promise<ReaderAnswer> {
    if (!isReady) await heard()
    if (!isReady) throw new Error(`a reader of files did not start: ${told}`)
    const answer = heard()
    tell({ is: 'order', order: { kind, given, byteLength: bytes?.length ?? 0 } })
    if (bytes) child.stdin?.write(bytes)
    const read = await answer
    if (read?.is === 'bug') throw new Error(`a reader of files failed: ${read.told}`)
    if (read?.is !== 'read') return { outcome: 'too-large' }
    const holder = rowsHolder(read.rest)
    for (let isLast = !holder; holder && !isLast; ) {
      const more = heard()
      tell({ is: 'more' })
      const rows = await more
      if (rows?.is !== 'rows') return { outcome: 'too-large' }
      for (const row of rows.rows) holder.rows.push(row)
      isLast = rows.isLast
    }
    return { outcome: 'read', result: read.rest }
  }

  return {
    async read(reading) {
      holdOpen(child, true)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<ReaderAnswer>((resolve) => {
        timer = setTimeout(() => resolve({ outcome: 'too-slow' }), ms)
      })
      try {
        const answer = await Promise.race([converse(reading), late])
        if (answer.outcome !== 'read') child.kill('SIGKILL')
        return answer
      } catch (error) {
        child.kill('SIGKILL')
        throw error
      } finally {
        clearTimeout(timer)
        holdOpen(child, false)
      }
    },
    isOpen: () => child.connected,
    end: () => {
      child.kill('SIGKILL')
    },
  }
}

/** Anyone who acknowledges a notification goes before anyone who reads a file. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, BEHIND_US)
  } catch {
    // A machine that knows no priorities, or a child that is gone already.
  }
}

/** An idle reader keeps nobody from ending; one at work does. */
function holdOpen(child: ChildProcess, isHeld: boolean): void {
  const ends = [child, child.channel, child.stdin as Socket | null, child.stderr as Socket | null]
  for (const end of ends) isHeld ? end?.ref() : end?.unref()
}
