import { z } from 'zod'
import { AMOUNTS, DATES } from '../../field'

/** A column by its heading, in one or several spellings, or by its place from 1 where the file has no headings. */
const column = z.union([z.int().min(1).max(200), z.string().min(1), z.array(z.string().min(1)).min(1)])
export type Column = z.output<typeof column>

const words = z.union([
  z
    .string()
    .min(1)
    .transform((word) => [word]),
  z.array(z.string().min(1)).min(1),
])

const columns = z.strictObject({
  date: column,
  /** One column of amounts, whose sign or `direction` tells which way; or `credit` (收入) and `debit` (支出). */
  amount: column.optional(),
  credit: column.optional(),
  debit: column.optional(),
  direction: column.optional(),
  /** What the account held after the movement. */
  balance: column.optional(),
  bankReference: column.optional(),
  ourReference: column.optional(),
  currency: column.optional(),
  account: column.optional(),
  /** What marks a reversal, by a word of `reversals`. */
  mark: column.optional(),
})
export type ColumnName = keyof z.output<typeof columns>

/**
 * A bank's own export (网银导出的流水) as data: a table of movements with a balance in each row, in CSV or Excel, with titles
 * above its headings and totals below it (formats.md 5.8).
 */
export const exportLayout = {
  /** For writing; the text itself is told by its bytes. */
  encoding: z.enum(['gbk', 'gb18030', 'utf-8']).default('gb18030'),
  lineEnd: z.enum(['lf', 'crlf']).default('crlf'),
  separator: z.string().length(1).default(','),
  quoted: z.boolean().default(true),
  amounts: z.enum(AMOUNTS).default('yuan'),
  dates: z.enum(DATES).default('any'),
  columns,
  /** The columns that tell a reader what it was for, put together in this order. */
  remark: z.array(column).default([]),
  /** The words of `direction`. */
  directions: z.strictObject({ credit: words, debit: words }).optional(),
  reversals: words.default(['冲正', '抹账', '退汇']),
  currencies: words.default(['人民币', '人民币元', 'CNY', 'RMB']),
  /** How many lines to pass over before the rows where the file has no headings; before headings all are passed over. */
  titleLines: z.int().min(0).max(50).default(0),
  /** The word of a title line behind which the account's number stands (`卡号: …`). */
  accountTitle: z.string().min(1).optional(),
  /**
   * Whether a file is put aside where a balance is not the one before it and the row's amount (`required`), or read, reported
   * and kept from posting until a second person has looked (`told`): a person may export a part on purpose.
   */
  balances: z.enum(['told', 'required']).default('told'),
  /** `told`: by the balances, and where they leave it open by the days. */
  order: z.enum(['oldest-first', 'newest-first', 'told']).default('told'),
  /** What a line of totals begins with; amounts in it must be what the rows come to. */
  totals: words.default(['合计', '总计']),
  /** What a line begins with that is none of the table: subtotals of a page, when it was printed. */
  passOver: z.array(z.string().min(1)).default([]),
}
export type ExportLayout = z.output<z.ZodObject<typeof exportLayout>>

const isPosition = (one: Column): boolean => typeof one === 'number'

/** What no field alone can say of an export's layout: each fault with the field that it is about, in Chinese. */
export function exportFaults(layout: ExportLayout): { path: (string | number)[]; message: string }[] {
  const faults: { path: (string | number)[]; message: string }[] = []
  const wrong = (message: string, ...path: (string | number)[]) => faults.push({ path, message })
  const { amount, credit, debit, direction } = layout.columns
  const all = [...Object.values(layout.columns), ...layout.remark].filter((one): one is Column => one !== undefined)
  const split = credit !== undefined && debit !== undefined
  if ((credit === undefined) !== (debit === undefined)) wrong('credit 和 debit 应同时写', 'columns')
  if ((amount !== undefined) === split) wrong('应写 amount，或 credit 和 debit，二者只取其一', 'columns')
  if (split && direction !== undefined) wrong('有 credit 和 debit 时不写 direction', 'columns', 'direction')
  if ((direction === undefined) !== (layout.directions === undefined)) {
    wrong('direction 列与 directions 的字样应同时写', 'directions')
  }
  const { directions } = layout
  if (directions?.credit.some((word) => directions.debit.includes(word))) wrong('借与贷的字样相同', 'directions')
  if (all.some(isPosition) && !all.every(isPosition)) wrong('各列应都写表头，或都写列号', 'columns')
  if (layout.titleLines > 0 && !all.every(isPosition))
    wrong('有表头时不写 titleLines：表头以上的行都略过', 'titleLines')
  const places = Object.values(layout.columns).filter((one) => typeof one === 'number')
  if (new Set(places).size !== places.length) wrong('两列写了同一个列号', 'columns')
  return faults
}

/** Whether columns are told by their headings. */
export const hasHeadings = ({ columns: { date } }: ExportLayout): boolean => !isPosition(date)
