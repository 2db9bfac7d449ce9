import { z } from 'zod'
import { AMOUNTS, DATES, fields, hasField } from '../../field'
import { mark } from '../../template'

/** The text of a bank's own statement as data: a head line with the balances, then a line for each movement. */
export const textLayout = {
  encoding: z.enum(['gbk', 'gb18030', 'utf-8', 'iso-8859-1']),
  lineEnd: z.enum(['lf', 'crlf']).default('lf'),
  separator: z.string().max(2),
  trailingSeparator: z.boolean().default(false),
  /** Cells may stand between quotation marks, with the separator within. */
  quoted: z.boolean().default(false),
  headSeparator: z.string().max(2).optional(),
  headTrailingSeparator: z.boolean().optional(),
  amounts: z.enum(AMOUNTS),
  dates: z.enum(DATES).default('yyyyMMdd'),
  head: fields.refine(
    (all) => ['account', 'closedOn', 'opening', 'closing'].every((name) => hasField(all, name)),
    '首行应有 account、closedOn、opening 和 closing',
  ),
  row: fields.refine(
    (all) => ['date', 'amount', 'bankReference'].every((name) => hasField(all, name)),
    '明细应有 date、amount 和 bankReference',
  ),
  /** The words of a row's field `direction`; without them the amount's own sign tells, above nothing for money that came. */
  directions: z.strictObject({ credit: z.string().min(1), debit: z.string().min(1) }).optional(),
  /** A row that bears this takes an earlier movement back. */
  reversal: mark.optional(),
  trailer: z.string().min(1).optional(),
}

export type TextLayout = z.output<z.ZodObject<typeof textLayout>>
