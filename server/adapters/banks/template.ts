import { z } from 'zod'
import { bankId, fileName } from './naming'

/** Fields of the head line that the engine reads. */
export const HEAD_FIELDS = ['count', 'total', 'company', 'batchDate'] as const
/** Fields of a payment's line that the engine reads. */
export const ROW_FIELDS = ['userCode', 'date', 'traceNo', 'amount'] as const

const fieldName = z.string().regex(/^[a-z][A-Za-z]*$/, '字段名由字母组成')

/** The layout of a bank's file as data (formats.md 5.0): one engine reads and writes them all. Unknown keys are refused. */
export const bankTemplate = z.strictObject({
  id: bankId,
  name: z.string().min(1),
  fileName,
  /** For writing; what is read is told by its bytes. */
  encoding: z.enum(['gbk', 'utf-8']),
  separator: z.string().min(1).max(2),
  /** Whether the last field of a line is followed by the separator, too. */
  trailingSeparator: z.boolean(),
  /** The unit of amounts: whole fen, or yuan with two decimals. */
  amounts: z.enum(['yuan', 'fen']),
  head: z
    .array(fieldName)
    .refine((fields) => fields.includes('count') && fields.includes('total'), '首行应有 count 和 total'),
  row: z
    .array(fieldName)
    .refine(
      (fields) => ['userCode', 'traceNo', 'amount'].every((field) => fields.includes(field)),
      '明细应有 userCode、traceNo 和 amount',
    ),
})
export type BankTemplate = z.output<typeof bankTemplate>
