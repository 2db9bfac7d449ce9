import { z } from 'zod'
import { formatQuery } from './console'
import { civilDate, companyId, definedWord, seasonName } from './estimates'
import { TAX_TREATMENTS } from './reportWords'

/** The finance desk's reports and voucher exports. All amounts in fen; every total equals the ledger's. */

/** A point of a chart: `label` on the axis, one line or bar colour a `series`. */
const point = z.object({ label: z.string(), series: z.string(), valueFen: z.int() })

const range = { company: companyId, from: civilDate, to: civilDate }

/** Both days are included; a year at most. */
function inOrder<T extends { from: string; to: string }>({ from, to }: T): boolean {
  return from <= to && to <= `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`
}
const IN_ORDER = { path: ['to'], error: '起止日期有误：结束日期不能早于开始日期，一次最多一年' }

/** 日报: what each channel took, gave back and kept, by the day on which it counts. */
export const dailyQuery = z.object({ ...range, ...formatQuery.shape }).refine(inOrder, IN_ORDER)
const dailyFigures = {
  payments: z.int(),
  paidFen: z.int(),
  refunds: z.int(),
  refundedFen: z.int(),
  feesFen: z.int(),
  /** Differences written off; negative when the channel had less than our books. */
  adjustedFen: z.int(),
  /** paid − refunded − fees + adjusted */
  netFen: z.int(),
  /** What the channel passed on to our bank. */
  settledFen: z.int(),
  /** Of what was paid: what could not be applied at once (待查). */
  suspendedFen: z.int(),
}
const dailyRow = z.object({ date: civilDate, channel: z.string(), channelName: z.string(), ...dailyFigures })
export type DailyRow = z.infer<typeof dailyRow>
export const dailyAnswer = z.object({
  company: companyId,
  from: civilDate,
  to: civilDate,
  rows: z.array(dailyRow),
  totals: z.object(dailyFigures),
  /** What the channels held for us before the first day and after the last: opening + net − settled = closing. */
  openingFen: z.int(),
  closingFen: z.int(),
  /** What is in suspense after the last day. */
  suspenseFen: z.int(),
  /** Net by day and channel. */
  chart: z.array(point),
})
export type DailyAnswer = z.infer<typeof dailyAnswer>

/** 收费率: how much of a season's fee is collected, by estate. */
export const collectionQuery = z.object({
  company: companyId,
  season: seasonName,
  asOf: civilDate.optional(),
  ...formatQuery.shape,
})
const collectionFigures = {
  households: z.int(),
  billedFen: z.int(),
  collectedFen: z.int(),
  remainingFen: z.int(),
  /** Collected of billed in hundredths of a percent, rounded down; null when nothing was billed. 8765 is 87.65 %. */
  rateBasisPoints: z.int().nullable(),
}
const collectionRow = z.object({ estate: z.string(), ...collectionFigures })
export type CollectionRow = z.infer<typeof collectionRow>
export const collectionAnswer = z.object({
  company: companyId,
  season: seasonName,
  asOf: civilDate,
  /** The lowest rate first. */
  rows: z.array(collectionRow),
  totals: z.object(collectionFigures),
  /** Collected and remaining by estate. */
  chart: z.array(point),
})
export type CollectionAnswer = z.infer<typeof collectionAnswer>

/** 欠费账龄: what is owed, by season and by how many days it is overdue. */
export const ageingQuery = z.object({
  company: companyId,
  season: seasonName.optional(),
  asOf: civilDate.optional(),
  ...formatQuery.shape,
})
const ageingFigures = {
  /** How many households owe something of the season. */
  households: z.int(),
  owedFen: z.int(),
  byAge: z.object({
    notDue: z.int(),
    d30: z.int(),
    d60: z.int(),
    d90: z.int(),
    d180: z.int(),
    d365: z.int(),
    older: z.int(),
  }),
}
const ageingRow = z.object({ season: seasonName, ...ageingFigures })
export type AgeingRow = z.infer<typeof ageingRow>
export const ageingAnswer = z.object({
  company: companyId,
  asOf: civilDate,
  /** Newest season first. */
  rows: z.array(ageingRow),
  /** `households` counts a household once for each season that it owes. */
  totals: z.object(ageingFigures),
  /** label: the bucket's name; series: the season. */
  chart: z.array(point),
})
export type AgeingAnswer = z.infer<typeof ageingAnswer>

/** 免税/应税: what was charged and collected in a time, by use and season, taxed as the invoice policy says. */
export const taxQuery = z.object({ ...range, ...formatQuery.shape }).refine(inOrder, IN_ORDER)
const taxFigures = {
  /** Charged in the time, corrections taken off. */
  billedFen: z.int(),
  /** Heat fees collected in the time, refunds taken off. */
  collectedFen: z.int(),
  lateFeeFen: z.int(),
  /** Collected fees and late fees without the tax in them, and the tax. */
  netFen: z.int(),
  taxFen: z.int(),
  /** Invoices issued in the time, red ones taken off. */
  invoicedFen: z.int(),
}
const taxRow = z.object({
  season: seasonName,
  use: definedWord,
  useName: z.string(),
  treatment: z.enum(TAX_TREATMENTS),
  /** `9%`; null where exempt or without a rule. */
  rate: z.string().nullable(),
  notice: z.string().nullable(),
  ...taxFigures,
})
export type TaxRow = z.infer<typeof taxRow>
const treatmentTotals = z.object({ treatment: z.enum(TAX_TREATMENTS), ...taxFigures })
export const taxAnswer = z.object({
  company: companyId,
  from: civilDate,
  to: civilDate,
  rows: z.array(taxRow),
  byTreatment: z.array(treatmentTotals),
  totals: z.object(taxFigures),
  /** label: the use; series: 免税 or 应税. */
  chart: z.array(point),
})
export type TaxAnswer = z.infer<typeof taxAnswer>

/** 凭证导出. A template says how a finance software's import file looks. */
export const voucherTemplate = z.object({ id: z.string(), name: z.string(), fileKind: z.enum(['csv', 'xlsx']) })
export const voucherTemplatesAnswer = z.object({ templates: z.array(voucherTemplate) })
export type VoucherTemplatesAnswer = z.infer<typeof voucherTemplatesAnswer>

const voucherRange = { ...range, template: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/) }
export const voucherPreviewQuery = z.object(voucherRange).refine(inOrder, IN_ORDER)
const voucherView = z.object({
  date: civilDate,
  number: z.int(),
  lines: z.array(
    z.object({
      summary: z.string(),
      accountCode: z.string(),
      accountName: z.string(),
      debitFen: z.int(),
      creditFen: z.int(),
    }),
  ),
  /** Debits and credits are the same amount. */
  totalFen: z.int(),
  /** How many entries of the ledger it sums up. */
  entries: z.int(),
})
export type VoucherView = z.infer<typeof voucherView>
export const voucherExportView = z.object({
  id: z.string(),
  company: companyId,
  template: z.string(),
  templateName: z.string(),
  from: civilDate,
  to: civilDate,
  vouchers: z.int(),
  totalFen: z.int(),
  fileName: z.string(),
  /** SHA-256 of the file. */
  digest: z.string(),
  exportedBy: z.string(),
  exportedAt: z.int(),
})
export type VoucherExportView = z.infer<typeof voucherExportView>
export const voucherPreviewAnswer = z.object({
  vouchers: z.array(voucherView),
  totalFen: z.int(),
  /** Earlier exports that have a day in common, the newest first. */
  earlier: z.array(voucherExportView),
  /** The last closed day: what is exported of days after it may still change. */
  closedUntil: civilDate.nullable(),
  /** Days that were exported before; `changed`: the books say something else now. */
  exportedDays: z.array(z.object({ date: civilDate, state: z.enum(['same', 'changed']) })),
})
export type VoucherPreviewAnswer = z.infer<typeof voucherPreviewAnswer>

/** `again` confirms that days which were exported before are exported once more; without it that is a 409. */
export const voucherExportRequest = z
  .strictObject({ ...voucherRange, again: z.boolean().default(false) })
  .refine(inOrder, IN_ORDER)
export const voucherExportsQuery = z.object({ company: companyId })
/** The file itself: GET /console/api/vouchers/{id}/file. */
export const voucherExportsAnswer = z.object({ exports: z.array(voucherExportView) })
export type VoucherExportsAnswer = z.infer<typeof voucherExportsAnswer>
