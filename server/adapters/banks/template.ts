import { z } from 'zod'
import { bankId, fileName } from './day'
import { AMOUNTS, DATES, fields, hasField, TIMES } from './field'

/** A mark on a line: a field that says one of some words, none of them, or anything; an amount below nothing, or of nothing. */
export const mark = z.union([
  z.strictObject({ field: z.string(), is: z.array(z.string()).min(1) }),
  z.strictObject({ field: z.string(), isNot: z.array(z.string()).min(1) }),
  z.strictObject({ field: z.string(), present: z.literal(true) }),
  z.strictObject({ amount: z.enum(['negative', 'zero']) }),
])
export type Mark = z.output<typeof mark>

const reversal = z.strictObject({
  /** A line that bears one of these takes a payment back (冲正, 撤销, 退货). */
  marks: z.array(mark).min(1),
  /** The field that names the payment; without it the line bears the payment's own number. */
  original: z.string().optional(),
  /** The field of the payment that is named there. */
  names: z.string().default('traceNo'),
  /** What reversals do to the total of the head line. */
  inTotal: z.enum(['subtracted', 'added', 'left-out']).default('subtracted'),
})

const pack = z.strictObject({
  /** The names of the files in the zip; `*` stands for anything, `{yyyyMMdd}` and `{yyMMdd}` for the day. */
  entry: z.string().min(1),
  /** A further file of what a person has to look at (差错, 调整), and its fields. */
  exceptions: z.strictObject({ entry: z.string().min(1), row: fields }).optional(),
})

const NEEDED = ['userCode', 'amount']

/** The layout of a bank's file as data (formats.md 5.0): one engine reads and writes them all. Unknown keys are refused. */
export const bankTemplate = z
  .strictObject({
    id: bankId,
    name: z.string().min(1),
    content: z.literal('collections').default('collections'),
    /** Not told by anyone, but chosen by us as a likely one. */
    example: z.boolean().default(false),
    fileName,
    /** For writing, and for widths; the text itself is told by its bytes. */
    encoding: z.enum(['gbk', 'gb18030', 'utf-8', 'iso-8859-1']),
    lineEnd: z.enum(['lf', 'crlf']).default('lf'),
    /** What parts the fields of a line: one or two characters, or nothing between fields of fixed width. */
    separator: z.string().max(2),
    /** Whether the last field of a line is followed by the separator, too. */
    trailingSeparator: z.boolean().default(false),
    /** Cells may stand between quotation marks, with the separator within. */
    quoted: z.boolean().default(false),
    amounts: z.enum(AMOUNTS),
    dates: z.enum(DATES).default('yyyyMMdd'),
    times: z.enum(TIMES).default('HHmmss'),
    headAt: z.enum(['first', 'last', 'none']).default('first'),
    head: fields.default([]),
    /** Where the head line is parted otherwise than the rows. */
    headSeparator: z.string().max(2).optional(),
    headTrailingSeparator: z.boolean().optional(),
    row: fields.refine((all) => NEEDED.every((name) => hasField(all, name)), '明细应有 userCode、traceNo 和 amount'),
    /** Where a payment has no number of its own: fields of head and row that together are one. */
    traceNoFrom: z.array(z.string()).min(1).optional(),
    reversal: reversal.optional(),
    /** Lines that are no payments: refused, not yet booked, taken back at once. */
    skip: z.array(mark).default([]),
    /** The last line; without it the file is cut short. */
    trailer: z.string().min(1).optional(),
    pack: pack.optional(),
    /** The file beside it by whose ending the bank says that it is whole (formats.md 5.0); none where it sends none. */
    companion: z.enum(['ok', 'flg', 'md5']).optional(),
  })
  .superRefine((template, context) => {
    const { headAt, head, row, traceNoFrom, reversal: back, skip, separator, pack: packed, encoding } = template
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if ((headAt === 'none') !== (head.length === 0)) wrong('headAt', '没有首行或尾行时 head 应为空')
    if (headAt !== 'none' && !['count', 'total'].every((name) => hasField(head, name))) {
      wrong('head', '首行应有 count 和 total')
    }
    if (!hasField(row, 'traceNo') && !traceNoFrom) wrong('row', '明细应有 userCode、traceNo 和 amount')
    if (template.quoted && (separator === '' || row[0]?.width !== undefined))
      wrong('quoted', '引号只用于有分隔符、没有宽度的明细')
    if (separator === '' && row[0]?.width === undefined) wrong('separator', '没有分隔符的明细应有宽度')
    const known = (name: string) => hasField(row, name)
    const named = [...(back?.marks ?? []), ...skip].flatMap((one) => ('field' in one ? [one.field] : []))
    for (const name of [...named, ...(back?.original === undefined ? [] : [back.original])]) {
      if (!known(name))
        wrong(back && named.indexOf(name) < back.marks.length ? 'reversal' : 'skip', `明细没有字段 ${name}`)
    }
    for (const name of traceNoFrom ?? []) {
      if (!known(name) && !(headAt === 'first' && hasField(head, name))) wrong('traceNoFrom', `没有字段 ${name}`)
    }
    if (packed && encoding !== 'gbk' && encoding !== 'gb18030') wrong('pack', '压缩包内的文件应为 GBK')
  })
export type BankTemplate = z.output<typeof bankTemplate>
