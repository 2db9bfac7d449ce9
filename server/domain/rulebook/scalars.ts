import { z } from 'zod'
import { isMonthDay, isSeasonDay } from '../calendar/civilDate'

/**
 * The scalars of a rulebook. YAML is read with every scalar as text, so that a price keeps the digits that were
 * written and never passes through a float (domain.md C1).
 */

export const text = z.string().trim().min(1, '不能为空')

/** A price in yuan with at most 3 decimals (domain.md C1). */
export const price = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/, { error: '价格应为最多三位小数的数字', abort: true })
  .refine((value) => Number(value) > 0, '价格应大于 0')

export const positiveDecimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, { error: '应为数字', abort: true })
  .refine((value) => Number(value) > 0, '应大于 0')

export const percentText = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?%$/, { error: '应写作百分数，例如 50%', abort: true })
  .refine((value) => Number(value.slice(0, -1)) > 0 && Number(value.slice(0, -1)) <= 100, '应大于 0%、不超过 100%')

/** Yuan with at most two decimals, as text. */
export const yuan = z.string().regex(/^-?\d{1,13}(\.\d{1,2})?$/, '应为元，最多两位小数')

export const wholeNumber = z
  .string()
  .regex(/^\d{1,4}$/, '应为整数')
  .transform(Number)
  .refine((value) => value > 0, '应大于 0')

export const flag = z.enum(['true', 'false'], '应为 true 或 false').transform((value) => value === 'true')

/** A day of a season, its year said or following from the rule: see SeasonDay. */
export const seasonDay = z.string().refine(isSeasonDay, '应写作 MM-DD，或带年份：上年MM-DD、当年MM-DD、次年MM-DD')

export const monthDay = z.string().refine(isMonthDay, '应为每年都有的日子，写作 MM-DD')

export const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, '应为颜色，例如 #9A3412')

/** A rule of domain.md, e.g. LZ2, C4; a company that domain.md does not know numbers its own in the same way. */
export const ruleNumber = z.string().regex(/^[A-Z]{1,3}\d{1,2}$/, '应为规则编号，例如 LZ2')

/** The key of one of the rulebook's `sources`. */
export const sourceKey = z.string().regex(/^[a-z][a-z0-9-]*$/, '应为 sources 中的一个名字')
