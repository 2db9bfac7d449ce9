import { z } from 'zod'
import { definedWord } from '../../../contract/estimates'
import { PAID_THROUGH } from '../../../contract/words'
import { flag, monthDay, percentText, positiveDecimal, price, ruleNumber, shareText, sourceKey, text } from './scalars'
import { scope } from './scope'

const cited = { rule: ruleNumber, source: sourceKey }

/**
 * Who pays less by what they are: a share of the price or another price, on the whole area or on its first square metres.
 * What they do not pay is waived, or somebody else's to pay.
 */
export const relief = z.strictObject({
  label: text,
  for: scope,
  /** The household pays this share of the price … */
  share: shareText.optional(),
  /** … or this price instead. */
  price: price.optional(),
  /** Only on the first so many m²; the rest is paid in full. */
  upTo: positiveDecimal.optional(),
  /** One of `payers`: who pays what the household does not. Absent: nobody. */
  restPaidBy: definedWord.optional(),
  ...cited,
})

export type Relief = z.output<typeof relief>

/** Whoever pays the whole by a day pays less: a share off, or another price. The days lie before the season ends. */
export const earlyDiscount = z.strictObject({
  label: text,
  /** The last day, inclusive: in the twelve months that end with the season's first day, or with `inSeason` after it. */
  by: monthDay,
  inSeason: flag.default(false),
  /** So much of the whole is taken off … */
  off: percentText.optional(),
  /** … or this price holds instead, in each line of area. */
  price: price.optional(),
  /** Absent: however it is paid. */
  through: z.enum(PAID_THROUGH).optional(),
  for: scope.optional(),
  ...cited,
})

export type EarlyDiscount = z.output<typeof earlyDiscount>

/** A home that was connected within the season pays for the months (started ones count) or days that are left. */
export const firstSeasonRule = z.strictObject({ charge: z.enum(['months', 'days']), for: scope.optional(), ...cited })

/** Heat beyond the season's last day: the area fee ÷ the season's days × the days that were added. */
export const extraDaysRule = z.strictObject({ label: text.optional(), for: scope.optional(), ...cited })

/** That day's fee is given back by a table, for each day on which a room was colder than promised. */
export const coldRefundRule = z.strictObject({
  /** Colder than this, in °C, is too cold. */
  belowCelsius: positiveDecimal,
  /** From this temperature up, this share; the warmest first, the last without a bound. */
  table: z.array(z.strictObject({ from: positiveDecimal.optional(), share: percentText })).min(1),
  for: scope.optional(),
  ...cited,
})
