import type { ChannelFileOutcome, DownloadedFileKind } from '../../../application/ports/channels'
import { fileUrl, guardedAgent } from '../addresses'
import { quarantineFile, saveFile } from '../saveFile'
import { parseBeijingText } from '../wire'
import { type AlipayGateway, refusal, STRANGE_ANSWER } from './gateway'
import type { AlipayOptions } from './options'
import { billBody } from './wire'
import { isWholeZip } from './zip'

const FILE_NAMES: Record<DownloadedFileKind, string> = { trade: 'alipay-trade.zip', fundflow: 'alipay-account.zip' }

const BILL_TYPES: Record<DownloadedFileKind, string> = { trade: 'trade', fundflow: 'signcustomer' }

/** Seen in both spellings (formats.md 3.10). */
const NOT_THERE = new Set(['BILL_NOT_EXIST', 'ISP.BILL_NOT_EXIST'])

const EMPTY_DAY = 'EMPTY_DATA_WITH_BILL_FILE'

const MAX_FILE_BYTES = 512 * 1024 * 1024

/** The address is valid for 30 seconds. */
const IDLE_MS = 30_000

/** The bill of a day is there on the next, normally by 09:00; an hour is added. */
const DUE_AFTER_MS = (24 + 10) * 3600_000

/** The day's bill of one merchant: a signed call for the address, then a plain GET (formats.md 3.10). */
export function alipayDownloads(gateway: AlipayGateway, options: AlipayOptions) {
  const allowLoopback = options.allowLoopback ?? false
  const dispatcher = guardedAgent(allowLoopback)

  return async (kind: DownloadedFileKind, date: string, folder: string): Promise<ChannelFileOutcome> => {
    const answer = await gateway.ask('alipay.data.dataservice.bill.downloadurl.query', {
      content: { bill_type: BILL_TYPES[kind], bill_date: date },
    })
    if (answer.kind === 'refused' && NOT_THERE.has(answer.code.toUpperCase())) {
      // The same words for "nothing happened" and "not made yet": only the hour tells.
      const midnight = parseBeijingText(`${date} 00:00:00`) ?? 0
      return { outcome: options.clock() < midnight + DUE_AFTER_MS ? 'not-ready' : 'no-activity' }
    }
    if (answer.kind !== 'verified') return refusal(answer)
    const bill = billBody.safeParse(answer.body)
    if (!bill.success) return STRANGE_ANSWER
    if (bill.data.bill_file_code === EMPTY_DAY) return { outcome: 'no-activity' }
    const url = fileUrl(bill.data.bill_download_url ?? '', options.fileHosts, allowLoopback)
    if (!url) return { outcome: 'refused', code: 'FOREIGN_ADDRESS', message: 'the bill is kept elsewhere' }
    const saved = await saveFile({
      url,
      headers: {},
      folder,
      fileName: FILE_NAMES[kind],
      maxBytes: options.maxFileBytes ?? MAX_FILE_BYTES,
      idleMs: IDLE_MS,
      dispatcher,
    })
    switch (saved.kind) {
      case 'saved':
        if (!(await isWholeZip(saved.path, saved.bytes))) {
          return { outcome: 'quarantined', reason: 'not-zip', path: await quarantineFile(saved.path) }
        }
        options.log.info(
          { company: options.company, channel: 'alipay', bill: kind, bytes: saved.bytes },
          'bill downloaded',
        )
        return {
          outcome: 'downloaded',
          path: saved.path,
          fileName: FILE_NAMES[kind],
          sha256: saved.sha256,
          bytes: saved.bytes,
        }
      case 'too-large':
        return { outcome: 'quarantined', reason: 'too-large', path: undefined }
      case 'failed':
        return { outcome: 'unknown', code: saved.code, message: saved.message }
      case 'answered': {
        const redirected = saved.status >= 300 && saved.status < 400
        return {
          outcome: redirected ? 'refused' : 'unknown',
          code: redirected ? 'REDIRECT' : `HTTP_${saved.status}`,
          message: '',
        }
      }
    }
  }
}
