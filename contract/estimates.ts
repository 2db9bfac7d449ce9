import { z } from 'zod'
import { BILLINGS, HEAT_SOURCES, HEAT_UNITS, SERVICES, STOREYS, USES } from './words'

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

export const estimateRequest = z.strictObject({
  company: companyId,
  season: seasonName,
  use: z.enum(USES),
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
})
export type EstimateRequest = z.infer<typeof estimateRequest>

export const feeLine = z.object({
  label: z.string(),
  formula: z.string(),
  rule: z.string(),
  /** The document that sets the price (domain.md C9). */
  source: z.string().optional(),
  amountFen: z.int(),
})
export type FeeLine = z.infer<typeof feeLine>

export const feeSheet = z.object({ lines: z.array(feeLine), totalFen: z.int() })
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
})
export type EstimateAnswer = z.infer<typeof estimateAnswer>

export const gasEstimateRequest = z.strictObject({
  company: companyId,
  home: z.enum(['ordinary', 'wall-boiler']),
  cubicMetres: decimalText,
})
export type GasEstimateRequest = z.infer<typeof gasEstimateRequest>
