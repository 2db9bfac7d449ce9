import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { ChannelFileOutcome, ChannelRefusal, DownloadedFileKind } from '../../../application/ports/channels'
import { fileUrl, guardedAgent } from '../addresses'
import { quarantineFile, type SavedFile, saveFile } from '../saveFile'
import { parseJson } from '../wire'
import { refusal, STRANGE_ANSWER } from './answers'
import type { WechatApi } from './api'
import type { WechatOptions } from './options'
import { billBody, errorBody } from './wire'

const FILE_NAMES: Record<DownloadedFileKind, string> = {
  trade: 'wechat-trade.csv.gz',
  fundflow: 'wechat-fundflow.csv.gz',
}

const MAX_FILE_BYTES = 512 * 1024 * 1024

/** A bill shrinks some eightfold in gzip; one that grows beyond this is a bomb. */
const MAX_GROWTH = 100

const SMALL_BILL_BYTES = 1024 * 1024

const IDLE_MS = 30_000

type Digests = { kind: 'digests'; asStored: string; unpacked: string } | { kind: 'broken' | 'bomb' }

/** SHA-1 of the file as stored and of what is inside: the documentation does not say which is meant (formats.md 2.1). */
async function digestsOf(path: string, bytes: number): Promise<Digests> {
  const asStored = createHash('sha1')
  const unpacked = createHash('sha1')
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('data', (part) => asStored.update(part))
  file.on('error', (error) => gunzip.destroy(error))
  let size = 0
  try {
    for await (const part of file.pipe(gunzip)) {
      size += part.length
      if (size > Math.max(bytes * MAX_GROWTH, SMALL_BILL_BYTES)) return { kind: 'bomb' }
      unpacked.update(part)
    }
  } catch {
    return { kind: 'broken' }
  } finally {
    file.destroy()
  }
  return { kind: 'digests', asStored: asStored.digest('hex'), unpacked: unpacked.digest('hex') }
}

/** The day's bill of one merchant: applied for, then streamed from the address that the channel gives (formats.md 2.1). */
export function wechatDownloads(api: WechatApi, options: WechatOptions) {
  const allowLoopback = options.allowLoopback ?? false
  const hosts = [new URL(api.origin).host]
  const dispatcher = guardedAgent(allowLoopback)

  function apply(kind: DownloadedFileKind, date: string) {
    return kind === 'trade'
      ? api.ask('trade-bill', (client) => client.tradebill({ bill_date: date, bill_type: 'ALL', tar_type: 'GZIP' }))
      : api.ask('fund-flow-bill', (client) =>
          client.fundflowbill({ bill_date: date, account_type: 'BASIC', tar_type: 'GZIP' }),
        )
  }

  async function judged(
    saved: SavedFile & { kind: 'saved' },
    kind: DownloadedFileKind,
    hash: string,
  ): Promise<ChannelFileOutcome> {
    const digests = await digestsOf(saved.path, saved.bytes)
    if (digests.kind === 'digests' && [digests.asStored, digests.unpacked].includes(hash)) {
      const digestOf = digests.unpacked === hash ? 'content' : 'file'
      options.log.info(
        { company: options.company, channel: 'wechat', bill: kind, digestOf, bytes: saved.bytes },
        'bill downloaded',
      )
      return {
        outcome: 'downloaded',
        path: saved.path,
        fileName: FILE_NAMES[kind],
        sha256: saved.sha256,
        bytes: saved.bytes,
      }
    }
    const reason = digests.kind === 'digests' ? 'digest-mismatch' : digests.kind === 'bomb' ? 'too-large' : 'not-gzip'
    return { outcome: 'quarantined', reason, path: await quarantineFile(saved.path) }
  }

  async function attempt(
    kind: DownloadedFileKind,
    date: string,
    folder: string,
  ): Promise<ChannelFileOutcome | 'expired'> {
    const answer = await apply(kind, date)
    if (answer.kind === 'refused' && answer.code === 'NO_STATEMENT_EXIST') return { outcome: 'no-activity' }
    if (answer.kind === 'refused' && answer.code === 'STATEMENT_CREATING') return { outcome: 'not-ready' }
    if (answer.kind !== 'verified') return refusal(answer)
    const bill = billBody.safeParse(answer.body)
    if (!bill.success) return STRANGE_ANSWER
    const url = fileUrl(bill.data.download_url, hosts, allowLoopback)
    if (!url || url.origin !== api.origin)
      return { outcome: 'refused', code: 'FOREIGN_ADDRESS', message: 'the bill is kept elsewhere' }
    const saved = await saveFile({
      url,
      headers: api.client.downloadHeaders(url),
      folder,
      fileName: FILE_NAMES[kind],
      maxBytes: options.maxFileBytes ?? MAX_FILE_BYTES,
      idleMs: IDLE_MS,
      dispatcher,
    })
    switch (saved.kind) {
      case 'saved':
        return judged(saved, kind, bill.data.hash_value.toLowerCase())
      case 'too-large':
        return { outcome: 'quarantined', reason: 'too-large', path: undefined }
      case 'failed':
        return { outcome: 'unknown', code: saved.code, message: saved.message }
      case 'answered':
        return unavailable(saved.status, saved.body)
    }
  }

  function unavailable(status: number, body: Buffer): ChannelRefusal | 'expired' {
    const error = errorBody.safeParse(parseJson(body.toString('utf8')))
    if (status >= 300 && status < 400) return { outcome: 'refused', code: 'REDIRECT', message: `status ${status}` }
    if (!error.success || status >= 500) return { outcome: 'unknown', code: `HTTP_${status}`, message: '' }
    if (error.data.code === 'INVALID_REQUEST') return 'expired'
    return { outcome: 'refused', code: error.data.code, message: error.data.message }
  }

  /** See PaymentChannel.downloadFile. An address that has expired is asked for again, once. */
  return async (kind: DownloadedFileKind, date: string, folder: string): Promise<ChannelFileOutcome> => {
    const first = await attempt(kind, date, folder)
    const outcome = first === 'expired' ? await attempt(kind, date, folder) : first
    return outcome === 'expired'
      ? { outcome: 'refused', code: 'INVALID_REQUEST', message: 'the download address is not valid' }
      : outcome
  }
}
