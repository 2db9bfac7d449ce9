import { z } from 'zod'
import { companyId, definedWord } from '../../../contract/estimates'
import { HEAT_SOURCES } from '../../../contract/words'
import { coldRefundRule, earlyDiscount, extraDaysRule, firstSeasonRule, relief } from './adjustments'
import {
  brandColours,
  changeRules,
  dateExample,
  gasExample,
  invoiceRules,
  notice,
  paymentRules,
  promise,
  reminderRules,
  seasonExample,
  seasonRule,
  sellerFacts,
  taxRule,
  userCodeRule,
} from './company'
import {
  gasReportRules,
  instalmentRule,
  lateFeeRule,
  lowIncomeReview,
  misuse,
  movedOutRule,
  refundRules,
  settlementRule,
  suspensionRule,
  underTemperature,
} from './feeRules'
import { areaPrice, areaRules, deviceRule, gasTiers, heightRule, meteredPrice, partRule, useDefinition } from './prices'
import { flag, ruleNumber, seasonDay, sourceKey, text } from './scalars'

/**
 * A heating company's rulebook: everything that makes one company differ from another is here, as data
 * (architecture.md, rule 2). An absent rule is a rule that the company does not have. Unknown keys are refused.
 */
export const rulebookSchema = z.strictObject({
  id: companyId,
  name: text,
  shortName: text,
  city: text,
  /** Marks a file that only shows how rules combine: of an invented company, or as a city published them in some year. */
  example: z.enum(['invented', 'published']).optional(),
  hotline: text.optional(),
  brand: brandColours,
  /** The documents that set prices and rules, each under a short key (C9). */
  sources: z.record(sourceKey, text),
  userCode: userCodeRule,
  bindingProof: z.enum(['owner-name', 'identity-number']).default('owner-name'),
  season: seasonRule,
  /**
   * The day by which a season's fee is to be paid: without a year it lies in the twelve months that end with the season's first
   * day, or with `inSeason` it is the first such day after it.
   */
  due: z.strictObject({ on: seasonDay, inSeason: flag.default(false), rule: ruleNumber, source: sourceKey }).optional(),
  heatSources: z.array(z.enum(HEAT_SOURCES)).min(1),
  /** Uses besides the common ones. */
  uses: z.record(definedWord, useDefinition).default({}),
  /** Kinds of area besides the building area. */
  areas: areaRules.default({}),
  parts: z.record(definedWord, partRule).default({}),
  heights: z.record(definedWord, heightRule).default({}),
  /** Sorts of homes and people that prices and rules tell apart. */
  categories: z.record(definedWord, text).default({}),
  /** Factors on the heat that a meter shows. */
  factors: z.record(definedWord, text).default({}),
  devices: z.record(definedWord, deviceRule).default({}),
  /** Who else pays. */
  payers: z.record(definedWord, text).default({}),
  areaPrices: z.array(areaPrice).min(1),
  meteredPrices: z.array(meteredPrice).default([]),
  reliefs: z.array(relief).default([]),
  discounts: z.array(earlyDiscount).default([]),
  settlement: settlementRule.optional(),
  instalments: instalmentRule.optional(),
  lateFee: lateFeeRule.optional(),
  suspension: suspensionRule.optional(),
  movedOut: movedOutRule.optional(),
  firstSeason: firstSeasonRule.optional(),
  extraDays: extraDaysRule.optional(),
  coldRefund: coldRefundRule.optional(),
  lowIncomeReview: lowIncomeReview.optional(),
  underTemperature: underTemperature.optional(),
  misuse: misuse.optional(),
  gasTiers: gasTiers.optional(),
  gasReports: gasReportRules.optional(),
  refunds: refundRules.optional(),
  payment: paymentRules,
  reminders: reminderRules.optional(),
  /** Who sells on its invoices, and how what is sold is taxed; without either there are none. */
  seller: sellerFacts.optional(),
  taxRules: z.array(taxRule).default([]),
  invoices: invoiceRules.optional(),
  changes: changeRules.optional(),
  notices: z.array(notice).default([]),
  promises: z.array(promise).default([]),
  dateExamples: z.array(dateExample).default([]),
  examples: z.array(seasonExample).min(1),
  gasExamples: z.array(gasExample).default([]),
})

export type Rulebook = z.output<typeof rulebookSchema>

/** A rulebook as it was approved, with its number among the company's versions: 1, 2, 3 … */
export interface NumberedRulebook extends Rulebook {
  version: number
}

/** The port through which the application reaches the versions of the companies' rulebooks. */
export interface Rulebooks {
  /** The company's rulebook in force today; undefined for a company that nobody knows. */
  get(company: string): NumberedRulebook | undefined
  /** Those in force today, by id in alphabetical order. */
  all(): readonly NumberedRulebook[]
  /**
   * By which a season is reckoned for whom nothing was reckoned of it yet: the version in force today, and of a season that is
   * over the one that was in force on its last day. Undefined for a company that nobody knows.
   */
  ofSeason(company: string, season: string): NumberedRulebook | undefined
  /** A version as it was approved: what was reckoned by it stays reckoned by it. Throws where there is none: a bug. */
  version(company: string, version: number): NumberedRulebook
  /** Reads what was approved meanwhile, by other processes too. */
  refresh(): Promise<void>
}
