import { z } from 'zod'
import { companyId, seasonName } from '../../../contract/estimates'
import { type Fen, fen } from '../../../contract/money'
import { USES, type Use } from '../../../contract/words'
import { dividedHalfUp, exact } from '../tariff/exact'

const percent = z.string().regex(/^\d{1,2}%$/, 'a rate is written as a percentage, e.g. 9%')
const text = z.string().trim().min(1)

/** What of heat is exempt from tax, what is taxed at which rate, where, in which seasons, by which notice (formats.md 6.2). */
const taxRule = z.strictObject({
  uses: z.array(z.enum(USES)).min(1),
  treatment: z.union([z.literal('exempt'), percent]),
  notice: text,
  /** Provinces to whose companies it applies; absent: all. */
  provinces: z.array(text).min(1).optional(),
  /** Heating seasons, both inclusive; an absent end is open. */
  seasons: z.strictObject({ from: seasonName.optional(), to: seasonName.optional() }).default({}),
})

/** config/invoices.yaml: what is printed on invoices besides the payment itself. */
export const invoicePolicy = z.strictObject({
  item: z.strictObject({
    /** Short name of the tax category: the part between the asterisks. */
    category: text,
    goods: text,
    /** 商品和服务税收分类编码, 19 digits, from the company's accountant; null while there is none. */
    taxCode: z
      .string()
      .regex(/^\d{19}$/)
      .nullable(),
  }),
  sellers: z.record(companyId, z.strictObject({ taxNumber: text, province: text })),
  rules: z.array(taxRule).min(1),
})
export type InvoicePolicy = z.output<typeof invoicePolicy>

/** How an amount is taxed, in fen; it is always included in the price. */
export type Tax =
  | { kind: 'exempt'; notice: string }
  | { kind: 'taxed'; rate: string; netFen: Fen; taxFen: Fen; notice: string }

/** The tax in what was paid for a use in a season; undefined when no rule says, and then no invoice is issued. */
export function taxOf(
  policy: Pick<InvoicePolicy, 'rules'>,
  of: { use: Use; season: string; province: string; amountFen: number },
): Tax | undefined {
  const rule = policy.rules.find(
    ({ uses, provinces, seasons }) =>
      uses.includes(of.use) &&
      (provinces === undefined || provinces.includes(of.province)) &&
      (seasons.from === undefined || seasons.from <= of.season) &&
      (seasons.to === undefined || of.season <= seasons.to),
  )
  if (!rule) return undefined
  if (rule.treatment === 'exempt') return { kind: 'exempt', notice: rule.notice }
  const hundredAndRate = exact(100).plus(rule.treatment.slice(0, -1))
  const netFen = fen(dividedHalfUp(exact(of.amountFen).times(100), hundredAndRate, 0).toNumber())
  return { kind: 'taxed', rate: rule.treatment, netFen, taxFen: fen(of.amountFen - netFen), notice: rule.notice }
}
