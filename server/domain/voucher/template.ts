import { z } from 'zod'

/** What a column of a voucher file can say. Amounts are yuan with two decimals; an empty side stays empty. */
const VOUCHER_FIELDS = [
  'date',
  'year',
  'month',
  'number',
  'line',
  'entries',
  'summary',
  'account-code',
  'account-name',
  'debit',
  'credit',
  'amount',
] as const
export type VoucherField = (typeof VOUCHER_FIELDS)[number]

const heading = z.string().min(1)
const column = z.union([
  z.strictObject({ heading, of: z.enum(VOUCHER_FIELDS) }),
  /** The same text in every line. */
  z.strictObject({ heading, text: z.string() }),
])

/** config/vouchers/<id>.yaml: how a finance software's import file looks. All of it is data: the vendors publish no one format. */
export const voucherTemplate = z
  .strictObject({
    name: z.string().min(1),
    file: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('csv'),
        encoding: z.enum(['gbk', 'utf-8', 'utf-8-bom']),
        separator: z.string().length(1).default(','),
        extension: z
          .string()
          .regex(/^[a-z]{1,8}$/)
          .default('csv'),
        /** Lines before the headings, as they are. */
        head: z.array(z.string()).default([]),
      }),
      z.strictObject({ kind: z.literal('xlsx'), sheet: z.string().min(1).max(31) }),
    ]),
    /** Whether the names of the columns stand above them. */
    headings: z.boolean().default(true),
    /** One voucher a day, or one for each kind of event on a day. */
    voucher: z.enum(['day', 'event']),
    /** What is summed up in one line: an account's whole side, or that of each kind of event. */
    lines: z.enum(['account', 'event']),
    /** With YYYY, MM and DD. */
    dates: z.string().regex(/^(?=.*YYYY)(?=.*MM)(?=.*DD)[YMD\-/.年月日]+$/),
    /** {date}, {event}, {events} and {account} are filled in. */
    summary: z.string().min(1),
    /** Codes that differ from the chart of accounts, by account id: a channel's own sub-account. */
    accounts: z.record(z.string(), z.string().regex(/^\d[\d.]{3,19}$/)).default({}),
    columns: z.array(column).min(1),
  })
  .refine(
    ({ columns }) => {
      const said = new Set(columns.flatMap((one) => ('of' in one ? [one.of] : [])))
      return (['date', 'number', 'summary', 'account-code', 'debit', 'credit'] as const).every((of) => said.has(of))
    },
    { path: ['columns'], error: 'date, number, summary, account-code, debit and credit must each have a column' },
  )
  .refine(({ voucher, lines }) => voucher === 'day' || lines === 'event', {
    path: ['lines'],
    error: 'a voucher for each event has lines of that event',
  })
export type VoucherTemplate = z.output<typeof voucherTemplate>
