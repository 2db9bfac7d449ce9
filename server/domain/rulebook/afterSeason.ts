import { z } from 'zod'
import { HEAT_SOURCES } from '../../../contract/words'
import { flag, monthDay, price, ruleNumber, sourceKey, text, wholeNumber, yuan } from './scalars'

const cited = { rule: ruleNumber, source: sourceKey }
const window = z.strictObject({ from: monthDay, to: monthDay, rule: ruleNumber })

/**
 * What follows the settlement of metered households (BZ3–BZ8). The days lie in the year in which the season ended;
 * both ends of a window are inclusive.
 */
export const refundRules = z.strictObject({
  publicity: window,
  applications: window,
  objections: window,
  /** Days after an objection within which the meter-test agreement is signed in person. */
  agreementWithinDays: wholeNumber,
  /** The bank's batch pays before this day. */
  payoutBefore: monthDay,
  topUpBy: monthDay,
  /** What happens to a refund or top-up on which nobody acted. */
  unclaimed: z.strictObject({ into: z.literal('next-season'), rule: ruleNumber }),
  /** What must equal the registered, else the application is refused. */
  mustMatch: z.array(z.enum(['owner', 'identity-number', 'bank-card', 'phone'])).min(1),
  photos: z.array(z.enum(['identity-card', 'bank-card'])),
  bankCardCheckedFirst: flag,
  meterTest: z.strictObject({ passedFee: yuan, failed: z.literal('mean-refund-of-unit'), rule: ruleNumber }),
  /** Refunds are paid online to households of these estates; others visit a hall. Absent: all. */
  onlineEstates: z.strictObject({ names: z.array(text).min(1), rule: ruleNumber }).optional(),
  ...cited,
})
export type RefundRules = z.output<typeof refundRules>

/** Gas-heated homes report their own gas meter (BJ8). */
export const gasReportRules = z.strictObject({
  /** Whose homes are gas-heated: households with one of these heat sources report. */
  heatSources: z.array(z.enum(HEAT_SOURCES)).min(1),
  before: z.strictObject({ from: monthDay, to: monthDay }),
  after: z.strictObject({ from: monthDay, to: monthDay }),
  /** Where those collect the subsidy who cannot use the app. */
  collection: z.strictObject({ from: monthDay, to: monthDay, places: z.array(text).min(1) }),
  /** 元/m³. The notice names none, so there is no default: no rate, no subsidy. */
  subsidyPerCubicMetre: price.optional(),
  ...cited,
})
