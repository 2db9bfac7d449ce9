import { z } from 'zod'
import { BILLINGS, HEAT_SOURCES, HEAT_UNITS, MANAGERS, PAID_THROUGH, SERVICES, STOREYS } from './words'

/** A decimal written as text, so that no digit is lost on the way: at most 12 whole digits and 6 decimals. */
const decimalText = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, '应为不带正负号的小数，例如 "89.33"')

/** An area in m²: more than nothing, at most two decimals (domain.md C1). */
export const areaText = z
  .string()
  .regex(/^\d{1,8}(\.\d{1,2})?$/, '面积最多两位小数，例如 "89.33"')
  .refine((text) => Number(text) > 0, '面积应大于 0')

/** A civil date in Asia/Shanghai (domain.md C2) that exists in the calendar. */
export const civilDate = z.iso.date('应为日期，例如 "2026-11-15"')

/** A season by its two years (domain.md C2): "2025-2026". */
export const seasonName = z
  .string()
  .regex(/^\d{4}-\d{4}$/, '采暖季应写作 "2025-2026"')
  .refine((name) => Number(name.slice(5)) === Number(name.slice(0, 4)) + 1, '采暖季的两个年份应相连')

/** A company's id, as its rulebook names it. */
export const companyId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, '公司代号由小写字母、数字和连字符组成')

/** A word that a rulebook defines: a use, a kind of area, a part of a home, a category … */
export const definedWord = z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, '应为小写字母、数字和连字符，最多 20 个字符')

/** What a fee may depend on besides the columns that every company has; which of it counts is the rulebook's. */
export const particulars = z.strictObject({
  /** Areas by the rulebook's kinds, m²: `{ inner: "88.50" }`. */
  areas: z.record(definedWord, areaText).optional(),
  /** Parts of a home that count by themselves: a balcony, rooms that are in no deed. */
  parts: z
    .array(z.strictObject({ part: definedWord, area: areaText, height: decimalText.optional() }))
    .max(20)
    .optional(),
  /** What sort of home or people it is, in the rulebook's words. */
  categories: z.array(definedWord).max(20).optional(),
  /** Factors on the heat used: `{ position: "0.85" }`. */
  factors: z.record(definedWord, decimalText).optional(),
  /** Things that are charged each: `{ exchanger: 2 }`. */
  devices: z.record(definedWord, z.int().min(0).max(10_000)).optional(),
  managedBy: z.enum(MANAGERS).optional(),
  /** Whether its heat can be stopped without touching a neighbour's (分户). */
  separatelyFitted: z.boolean().optional(),
  /** The first day of heat of a home that was connected newly. */
  firstHeatedOn: civilDate.optional(),
})
export type Particulars = z.infer<typeof particulars>

export const estimateRequest = z.strictObject({
  company: companyId,
  season: seasonName,
  use: definedWord,
  heatSource: z.enum(HEAT_SOURCES).optional(),
  billing: z.enum(BILLINGS).default('area'),
  buildingArea: areaText.optional(),
  usableArea: areaText.optional(),
  storeys: z.enum(STOREYS).optional(),
  storeyHeight: decimalText.optional(),
  service: z.enum(SERVICES).default('heating'),
  movedOutOn: civilDate.optional(),
  heat: z.strictObject({ quantity: decimalText, unit: z.enum(HEAT_UNITS) }).optional(),
  meterFaulty: z.boolean().default(false),
  payments: z
    .array(z.strictObject({ on: civilDate, amountFen: z.int().positive().max(Number.MAX_SAFE_INTEGER) }))
    .max(1000)
    .default([]),
  asOf: civilDate.optional(),
  ...particulars.shape,
  /** Heat was stopped and is taken again this season. */
  reconnected: z.boolean().optional(),
  /** The whole is paid on this day, in this way: what early payers get. */
  paying: z.strictObject({ on: civilDate, through: z.enum(PAID_THROUGH) }).optional(),
  /** Days for which the season is prolonged. */
  extraDays: z.int().min(1).max(200).optional(),
  /** Days on which rooms were too cold, by the temperature measured. */
  coldDays: z
    .array(z.strictObject({ days: z.int().min(1).max(250), celsius: decimalText }))
    .max(50)
    .optional(),
})
export type EstimateRequest = z.infer<typeof estimateRequest>

export const feeLine = z.object({
  label: z.string(),
  formula: z.string(),
  rule: z.string(),
  /** The document that sets the price (domain.md C9). */
  source: z.string().optional(),
  amountFen: z.int(),
  /** No late fee runs on this line. */
  withoutLateFee: z.literal(true).optional(),
  /** What paying early takes off, or puts on again where it was taken back. */
  earlyPayment: z.literal(true).optional(),
})
export type FeeLine = z.infer<typeof feeLine>

/** What somebody else pays of a household's fee. */
export const otherPayer = z.object({ payer: z.string(), name: z.string(), lines: z.array(feeLine), totalFen: z.int() })
export type OtherPayer = z.infer<typeof otherPayer>

/** Printed lines and their sum: what the household pays. What others pay of its fee stands apart. */
export const feeSheet = z.object({
  lines: z.array(feeLine),
  totalFen: z.int(),
  others: z.array(otherPayer).optional(),
})
export type FeeSheet = z.infer<typeof feeSheet>

export const estimateAnswer = z.object({
  prepay: feeSheet,
  metered: feeSheet.nullable(),
  settlement: z.object({ adjustmentFen: z.int() }).nullable(),
  instalments: z.union([
    z.object({ allowed: z.literal(true), minimumFirstFen: z.int(), balanceDueOn: z.string() }),
    z.object({ allowed: z.literal(false) }),
  ]),
  owed: z
    .object({ asOf: z.string(), principalFen: z.int(), lateFeeFen: z.int(), totalFen: z.int(), creditFen: z.int() })
    .nullable(),
  /** What the whole comes to when it is paid on the day and in the way that was asked about. */
  paying: feeSheet.optional(),
  /** What the prolonged days cost in addition. */
  extraDays: feeSheet.optional(),
  /** What is given back for cold rooms; above zero. */
  coldRefund: feeSheet.optional(),
  /** What the final price adds to a provisional one (below zero: takes off). */
  rebilling: feeSheet.optional(),
})
export type EstimateAnswer = z.infer<typeof estimateAnswer>

export const gasEstimateRequest = z.strictObject({
  company: companyId,
  home: z.enum(['ordinary', 'wall-boiler']),
  cubicMetres: decimalText,
})
export type GasEstimateRequest = z.infer<typeof gasEstimateRequest>
