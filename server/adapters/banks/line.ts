import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { request } from 'undici'
import { z } from 'zod'

/** Where a company's bank is reached, and the key that both sides share. */
export interface BankLine {
  url: string
  key: string
}
export type BankLines = (company: string) => BankLine | undefined

const lineFile = z.record(
  z.string(),
  z.strictObject({ url: z.url({ protocol: /^https$/ }), key: z.string().regex(/^[0-9a-f]{64}$/) }),
)

/**
 * The lines to banks: in sandbox mode to the sandbox, which plays the bank, with the key that it keeps; else those of
 * `bank-line.json` beside the merchants' keys. Undefined where there is no such file: payout files are carried by hand.
 */
export function loadBankLines(folder: string | undefined, sandboxUrl: string | undefined): BankLines | undefined {
  if (sandboxUrl !== undefined) {
    const file = folder && path.join(folder, 'bank-line.key')
    // The sandbox may be started after us: its key is read when it is needed.
    const url = `${sandboxUrl}/sandbox`
    return () => (file && existsSync(file) ? { url, key: readFileSync(file, 'utf8').trim() } : undefined)
  }
  const file = folder && path.join(folder, 'bank-line.json')
  if (!file || !existsSync(file)) return undefined
  const lines = lineFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return (company) => lines[company]
}

export type BankReply =
  | { outcome: 'answered'; status: number; body: Buffer; fileName: string | undefined }
  | { outcome: 'unavailable'; code: string }

const PATIENCE_MS = 15_000
const MAX_BYTES = 16 * 1024 * 1024

/** Calls a bank, signed: HMAC-SHA256 over time, method, path with query, and body, in hexadecimal. Never throws. */
export async function callBank(
  line: BankLine | undefined,
  { method, target, body, now }: { method: 'GET' | 'POST'; target: string; body?: Buffer; now: number },
): Promise<BankReply> {
  if (!line) return { outcome: 'unavailable', code: 'NO_LINE' }
  const url = new URL(`${line.url}${target}`)
  const time = String(now)
  const sent = body ?? Buffer.alloc(0)
  const signature = createHmac('sha256', Buffer.from(line.key, 'hex'))
    .update(`${time}\n${method}\n${url.pathname}${url.search}\n`)
    .update(sent)
    .digest('hex')
  try {
    const answer = await request(url, {
      method,
      headers: { 'x-bank-time': time, 'x-bank-signature': signature, 'content-type': 'application/octet-stream' },
      ...(body ? { body } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    if (answer.statusCode >= 500 || bytes.length > MAX_BYTES) {
      return { outcome: 'unavailable', code: `HTTP_${answer.statusCode}` }
    }
    const named = answer.headers['x-bank-file']
    return {
      outcome: 'answered',
      status: answer.statusCode,
      body: bytes,
      fileName: typeof named === 'string' ? named : undefined,
    }
  } catch (error) {
    return { outcome: 'unavailable', code: error instanceof Error ? error.name : 'NETWORK' }
  }
}
