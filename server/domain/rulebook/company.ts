import { z } from 'zod'
import { civilDate, seasonName } from '../../../contract/estimates'
import { CHANNELS } from '../../../contract/words'
import { colour, flag, monthDay, positiveDecimal, ruleNumber, sourceKey, text, wholeNumber } from './scalars'

const cited = { rule: ruleNumber, source: sourceKey }

export const userCodeRule = z.strictObject({
  /** A regular expression that the whole code matches. */
  pattern: z.string().refine(isWholePattern, '应为以 ^ 开头、以 $ 结尾的正则表达式'),
  label: text,
  shape: text,
  help: text,
  rule: ruleNumber.optional(),
})

function isWholePattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source === pattern && pattern.startsWith('^') && pattern.endsWith('$')
  } catch {
    return false
  }
}

export const seasonRule = z.strictObject({
  start: monthDay,
  end: monthDay,
  /** What a monthly price is multiplied by (LZ1, BO2). */
  months: wholeNumber.optional(),
  promisedCelsius: positiveDecimal.optional(),
  /** Opened early or closed late by the weather; changes no fee (BJ6). */
  actual: z
    .array(
      z.strictObject({
        season: seasonName,
        startsOn: civilDate.optional(),
        endsOn: civilDate.optional(),
        reason: text,
      }),
    )
    .default([]),
  ...cited,
})

/** Where money can be paid besides this software, and what a resident is told who cannot pay here (BJ3, BO3). */
export const paymentRules = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).min(1),
  outlets: z.array(text).default([]),
  banks: z.array(z.strictObject({ name: text, counter: flag.default(true), online: flag.default(false) })).default([]),
  /** How many banks take payments in all, where the notice counts more than it names. */
  partnerBanks: wholeNumber.optional(),
  /** Days after a payment within which its channel gives money back the way it came (formats.md 1.7, 3.7; by contract). */
  refundWindowDays: z
    .strictObject({ wechat: wholeNumber.default(365), alipay: wholeNumber.default(90) })
    .default({ wechat: 365, alipay: 90 }),
  /** Only card holders may pay here; the others are told this instead. */
  /**
   * Whether WeChat wants each payment reported as fulfilled before it pays out: its category for the company's mini-program
   * decides (formats.md 4.1).
   */
  reportShipping: flag.default(false),
  cardHoldersOnly: z.strictObject({ otherwise: text, rule: ruleNumber, source: sourceKey }).optional(),
  ...cited,
})

/** How many days before a due date residents are reminded who asked for it; the installation's usual without. */
export const reminderRules = z.strictObject({ daysBefore: z.array(wholeNumber).min(1).max(5), ...cited })

/** How an invoice reaches the resident (BJ5). */
export const invoiceRules = z.strictObject({
  delivery: z.array(z.enum(['courier', 'staff', 'electronic'])).min(1),
  ...cited,
})

export const brandColours = z.strictObject({ ink: colour, fill: colour }).default({ ink: '#9A3412', fill: '#C2410C' })

export const notice = z.strictObject({ title: text, text, rule: ruleNumber, source: sourceKey })
export const promise = z.strictObject({ what: text, within: text, rule: ruleNumber, source: sourceKey })

/** Changes of owner, phone, area or use (BO9). */
export const changeRules = z.strictObject({ of: z.array(text).min(1), where: text, papers: text, ...cited })
