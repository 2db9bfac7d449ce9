import path from 'node:path'
import { encode } from 'iconv-lite'
import { sumFen } from '../../../../contract/money'
import type { PayoutArchive, PayoutLayout, PayoutRequestRow, ReadPayoutFile } from '../../../application/ports/banks'
import { writeWhole } from '../../files/wholeFile'
import { isQuick, readApart } from '../../readers/readApart'
import { readAnswers, readReturns, TRAILER } from './readAnswers'

/** GB 18030 is GBK with every character that GBK has not. */
const ENCODING = 'gb18030'

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
  readResult: (bytes) => readFew('payout-result', bytes, readAnswers),
  readReturned: (bytes) => readFew('payout-returned', bytes, readReturns),
}

/** Reads an answer here where it is short, apart where nobody should wait for it. */
async function readFew<Row>(
  kind: 'payout-result' | 'payout-returned',
  bytes: Buffer,
  read: (bytes: Buffer) => ReadPayoutFile<Row>,
): Promise<ReadPayoutFile<Row>> {
  if (isQuick(bytes, bytes.length)) return read(bytes)
  const apart = await readApart<ReadPayoutFile<Row>>({ kind, bytes })
  return apart.outcome === 'done' ? apart.result : { outcome: 'wrong', reason: apart.reason }
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
