import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { readAnswers, readReturns } from '../banks/payout/readAnswers'
import { readBankFile } from '../banks/readBankFile'
import { lookAt } from '../banks/statements/export/mapped'
import { readStatement } from '../banks/statements/readStatement'
import { tableWithin } from '../files/tableWithin'
import { type FromReader, type Order, type ReadingKind, ROWS_AT_ONCE, rowsHolder, type ToReader } from './protocol'

/** How each kind is read; `given` is what `readApart` was given for it, from this same version of the program. */
const READERS: Readonly<Record<ReadingKind, (given: never, bytes: Buffer) => unknown>> = {
  table: (_, bytes) => tableWithin(bytes),
  'bank-file': ([template, file, of]: Parameters<typeof readBankFile>) => readBankFile(template, file, of),
  statement: ([template, file, date]: Parameters<typeof readStatement>) => readStatement(template, file, date),
  'statement-lines': ([file]: Parameters<typeof lookAt>) => lookAt(file),
  'payout-result': (_, bytes) => readAnswers(bytes),
  'payout-returned': (_, bytes) => readReturns(bytes),
}

const tell = (message: FromReader) => process.send?.(message)

async function bytesGiven(length: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let taken = 0
  while (taken < length) {
    const chunk: Buffer | null = process.stdin.read()
    if (chunk === null) await once(process.stdin, 'readable')
    else {
      chunks.push(chunk)
      taken += chunk.length
    }
  }
  return Buffer.concat(chunks)
}

/** What this machine cannot hold is the file's fault, not ours. */
function isBeyond(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return error instanceof RangeError || code === 'ERR_STRING_TOO_LONG' || code === 'ERR_BUFFER_TOO_LARGE'
}

/** Rows of the last order that the server has not taken over yet. */
let rest: unknown[] = []

async function work({ kind, given, byteLength }: Order): Promise<void> {
  try {
    const result = await READERS[kind](given as never, await bytesGiven(byteLength))
    const holder = rowsHolder(result)
    rest = holder?.rows ?? []
    if (holder) holder.rows = []
    tell({ is: 'read', rest: result })
  } catch (error) {
    tell(isBeyond(error) ? { is: 'beyond' } : { is: 'bug', told: String(error instanceof Error ? error.stack : error) })
  }
}

function giveMore(): void {
  const rows = rest.slice(0, ROWS_AT_ONCE)
  rest = rest.slice(ROWS_AT_ONCE)
  tell({ is: 'rows', rows, isLast: rest.length === 0 })
}

/** Ends this process when its server is gone, also while a file keeps it from hearing of that. */
const WATCH = `
  const server = process.ppid
  setInterval(() => process.ppid === server || process.kill(process.pid, 'SIGKILL'), 1000)
`

// Started by openReader with a channel; anyone who else loads this file starts nothing.
if (process.send) {
  process.on('message', (message: ToReader) => {
    if (message.is === 'order') void work(message.order)
    else giveMore()
  })
  process.once('disconnect', () => process.exit(0))
  new Worker(WATCH, { eval: true }).unref()
  tell({ is: 'ready' })
}
