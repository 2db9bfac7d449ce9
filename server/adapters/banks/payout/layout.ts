import path from 'node:path'
import { encode } from 'iconv-lite'
import { sumFen } from '../../../../contract/money'
import type { PayoutArchive, PayoutLayout, PayoutRequestRow } from '../../../application/ports/banks'
import { decodeText } from '../../files/readTable'
import { writeWhole } from '../../files/wholeFile'
import { readResult, readReturned } from './readAnswers'

/** GB 18030 is GBK with every character that GBK has not. */
const ENCODING = 'gb18030'

const TRAILER = '########'

/** `P|count|total`, for other banks' cards `PO|…`; amounts in fen (formats.md 5.5). */
function head(bank: 'same' | 'other', rows: readonly PayoutRequestRow[]): string {
  const totalFen = sumFen(rows.map(({ amountFen }) => amountFen))
  return [bank === 'same' ? 'P' : 'PO', rows.length, totalFen].join('|')
}

function detail(bank: 'same' | 'other', row: PayoutRequestRow): string {
  const { serial, account, name, routeNo, bankName, amountFen, purpose, remark } = row
  const whose = bank === 'same' ? [] : [routeNo ?? '', bankName ?? '']
  return [serial, account, name, ...whose, amountFen, purpose, remark].join('|')
}

const fits = (text: string): boolean => !/[|\p{Cc}]/u.test(text) && text.trim() === text

/**
 * The batch payout files of formats.md 5.5: GBK, fields parted by `|`, lines end with CRLF, the last line is `########`. The
 * real bank wants them AES-encrypted on the way; docs/operations.md says where that is done.
 */
export const payoutLayout: PayoutLayout = {
  fits,
  request(bank, rows) {
    const odd = rows.find((row) => [row.name, row.bankName ?? '', row.purpose, row.remark].some((text) => !fits(text)))
    if (odd) throw new RangeError(`payout ${odd.serial} has a text that cannot stand in the bank's file`)
    const lines = [head(bank, rows), ...rows.map((row) => detail(bank, row)), TRAILER]
    return encode(`${lines.join('\r\n')}\r\n`, ENCODING)
  },
  readResult: (bytes) => {
    const lines = linesOf(bytes)
    return typeof lines === 'string' ? { outcome: 'wrong', reason: lines } : readResult(lines)
  },
  readReturned: (bytes) => {
    const lines = linesOf(bytes)
    return typeof lines === 'string' ? { outcome: 'wrong', reason: lines } : readReturned(lines)
  },
}

const LARGEST_BYTES = 16 * 1024 * 1024

const MAX_LINE = 4096

/** The file's lines up to its trailer, split into fields; or what is wrong with it: cut short, too large, not decodable. */
function linesOf(bytes: Buffer): string[][] | string {
  if (bytes.length > LARGEST_BYTES) return `文件超过 ${LARGEST_BYTES / 1024 / 1024} MB`
  const decoded = decodeText(bytes)
  if (decoded.outcome === 'undecodable') return `第 ${decoded.line} 行有无法识别的字节`
  const lines = decoded.text.split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  if (lines.pop() !== TRAILER) return `文件不完整：最后一行不是 ${TRAILER}`
  const long = lines.findIndex((line) => line.length > MAX_LINE)
  return long < 0 ? lines.map((line) => line.split('|')) : `第 ${long + 1} 行太长`
}

/** Keeps payout files below a folder that no route serves, readable by the server's own user alone: they name cards. */
export function payoutFolder(folder: string): PayoutArchive {
  return {
    async write(company, fileName, bytes) {
      const place = path.join(folder, company, fileName)
      // A job and a member of staff may write the same batch at once.
      await writeWhole(place, [bytes])
      return place
    },
  }
}
