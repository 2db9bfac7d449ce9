import { z } from 'zod'
import { civilDate, companyId } from './estimates'
import { MAPPED_COLUMNS } from './mappingWords'

/**
 * 导入银行流水: the columns of an account's export that no template knows are told once, and files of that shape are known from
 * then on. Amounts in fen, moments epoch milliseconds. All of these need the permission `files`, proposing needs `propose`.
 *
 *   GET  /console/api/statement-mappings            mappingsQuery → mappingsAnswer
 *   POST /console/api/statement-mappings/look       multipart: lookFields and `file` → lookAnswer; nothing is kept
 *   POST /console/api/statement-mappings/preview    multipart: previewFields and `file` → previewAnswer; nothing is kept
 *   POST /console/api/statement-mappings            multipart: mappingFields and `file` → 201 proposedAnswer; a second person decides
 */

const account = z.string().trim().min(1).max(35)
const heading = z.string().trim().min(1).max(60)
const words = z.string().trim().min(1).max(60)

/** Each column by its heading in the file; `creditWords` and `debitWords` are the words of `direction`, parted by blanks or 、. */
const columns = z.strictObject({
  bookedOn: heading,
  credit: heading.optional(),
  debit: heading.optional(),
  amount: heading.optional(),
  direction: heading.optional(),
  balance: heading.optional(),
  bankReference: heading.optional(),
  accountNumber: heading.optional(),
  currency: heading.optional(),
  counterparty: heading.optional(),
  summary: heading.optional(),
  remark: heading.optional(),
})
export type MappedColumns = z.infer<typeof columns>
const wordFields = { creditWords: words.optional(), debitWords: words.optional() }

export const mappingsQuery = z.object({ company: companyId })
const mapping = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  /** The columns that are told, in their order: 记账日期 as the day. */
  columns: z.array(z.object({ column: z.enum(MAPPED_COLUMNS), heading: z.string() })),
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: z.int(),
})
export type MappingRow = z.infer<typeof mapping>
export const mappingsAnswer = z.object({
  accounts: z.array(z.object({ account: z.string(), bank: z.string(), channel: z.string() })),
  mappings: z.array(mapping),
})
export type MappingsAnswer = z.infer<typeof mappingsAnswer>

export const lookFields = z.strictObject({ company: companyId, account })
const wrong = z.object({ outcome: z.literal('wrong'), reason: z.string(), line: z.int().nullable() })
export const lookAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('read'),
    /** The first lines of the file, cell by cell. */
    lines: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
    /** Which of the lines has the headings, as far as it can be guessed; -1 where none seems to. */
    headingAt: z.int(),
    guess: columns.partial(),
    /** An approved mapping that knows this shape: the file can be handed in as it is. */
    known: z.string().nullable(),
  }),
  wrong,
])
export type LookAnswer = z.infer<typeof lookAnswer>

export const previewFields = z.strictObject({
  ...lookFields.shape,
  ...columns.shape,
  ...wordFields,
  /** The day as whose statement the file is read. */
  date: civilDate,
})
export type PreviewFields = z.infer<typeof previewFields>
export const previewAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('read'),
    /** The first of the day's movements, as they will be read. */
    rows: z.array(
      z.object({ line: z.int(), bookedOn: civilDate, fen: z.int(), bankReference: z.string(), remark: z.string() }),
    ),
    count: z.int(),
    inFen: z.int(),
    outFen: z.int(),
    openingFen: z.int().nullable(),
    closingFen: z.int().nullable(),
    /** Balance and amounts join from row to row. */
    holds: z.boolean(),
    /** The account that the file names; empty where it names none. */
    account: z.string(),
    note: z.string().nullable(),
  }),
  wrong,
])
export type PreviewAnswer = z.infer<typeof previewAnswer>

export const mappingFields = z.strictObject({ ...previewFields.shape, name: z.string().trim().min(1).max(40) })
export type MappingFields = z.infer<typeof mappingFields>
