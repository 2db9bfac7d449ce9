import { z } from 'zod'
import { definedWord } from '../../../contract/estimates'
import { BILLINGS, HEAT_SOURCES } from '../../../contract/words'
import {
  chargedYuan,
  flag,
  monthDay,
  percentText,
  positiveDecimal,
  price,
  rateText,
  ruleNumber,
  seasonDay,
  shareText,
  sourceKey,
  text,
  wholeNumber,
} from './scalars'
import { scope } from './scope'

const cited = { rule: ruleNumber, source: sourceKey }

/** Instalments (C7, LZ2): the first part's share of the season's whole fee, and until when the rest may be paid. */
export const instalmentRule = z.strictObject({
  firstShare: percentText,
  /** Until when the rest may be paid: so many months after the season's first day … */
  balanceMonthsAfterStart: wholeNumber.optional(),
  /** … or by this day, the first one on or after the season's first. */
  balanceBy: monthDay.optional(),
  /** `staff`: asked for with a reason, granted or refused by staff. */
  consent: z.enum(['automatic', 'staff']),
  billings: z.array(z.enum(BILLINGS)).min(1),
  ...cited,
})

/**
 * Late fee (BO5), simple, from a day of the season on, inclusive: so many ‰ a day, or by a bank's yearly rate, of what is owed
 * that day; or once a share of what was owed on the eve. It runs on all that is owed but lines that say `lateFee: false`:
 * where a notice has instalments too, it does not say that an agreed part waits without it (decided).
 */
export const lateFeeRule = z.strictObject({
  from: seasonDay,
  permillePerDay: positiveDecimal.optional(),
  /** `annual` × `times` ÷ `daysOfYear` a day. */
  bankRate: z
    .strictObject({
      annual: rateText,
      times: positiveDecimal.default('1'),
      daysOfYear: z.enum(['360', '365']).default('365'),
    })
    .optional(),
  /** Once, however long it is owed. */
  once: percentText.optional(),
  /** The most that it comes to, of the season's fee. */
  atMost: shareText.optional(),
  /** The last day on which it runs, the first one on or after `from`. */
  until: monthDay.optional(),
  ...cited,
})

export type LateFeeRule = z.output<typeof lateFeeRule>

/** Settlement after the season (TS4, LZ4, BO8, BZ2). */
export const settlementRule = z.strictObject({
  directions: z
    .array(
      z.strictObject({
        uses: z.array(definedWord).min(1),
        /** `refund-only`: more than the area fee costs nothing; `both`: refund or top-up. */
        direction: z.enum(['refund-only', 'both']),
        /** A top-up is at most this share of the area fee, rounded half up to fen. */
        topUpCap: percentText.optional(),
        ...cited,
      }),
    )
    .min(1),
  /**
   * A refund is given against the prepayment's paper invoice, which the hall asks for (TS4). Our own invoices are taken back before
   * the money moves of every company (formats.md 6.7).
   */
  refundAgainstInvoice: z.strictObject(cited).optional(),
  /** When it has to be done: months or days after the season's last day. */
  within: z
    .strictObject({ months: wholeNumber.optional(), days: wholeNumber.optional() })
    .refine(({ months, days }) => (months === undefined) !== (days === undefined), '应写 months 或 days 之一')
    .optional(),
})

export type SettlementDirection = z.output<typeof settlementRule>['directions'][number]

const suspendedFee = z
  .string()
  .refine(
    (value) => value === 'none' || value === 'base-fee' || percentText.safeParse(value).success,
    '应为 none、base-fee 或百分数，例如 30%',
  )

/** What a suspended household owes up front, and when suspension may be asked for (BO6, BO7, TS6). */
export const suspensionRule = z.strictObject({
  /** Who may ask; others are refused (TS6). */
  for: scope.optional(),
  /** Nothing, the base fee of the two-part tariff, or a share of the area fee (`30%`). */
  fee: z.strictObject({ area: suspendedFee, metered: suspendedFee, ...cited }),
  /** What is charged once for taking heat again. */
  reconnection: z.strictObject({ label: text, amount: chargedYuan, ...cited }).optional(),
  /** In the months before the season. The first begins the day after the season before ends, unless it says otherwise. */
  windows: z
    .array(
      z.strictObject({
        from: seasonDay.optional(),
        to: seasonDay,
        work: z.enum(['company', 'household']),
        inspected: flag.default(false),
        text,
        ...cited,
      }),
    )
    .min(1),
  /** What a household pays that asks during the season (TS6). */
  duringSeason: z.enum(['charged', 'closed']),
})

/** Moved out by an agreement within the season: the whole fee × days heated ÷ days of the season (TS5). */
export const movedOutRule = z.strictObject({ charge: z.literal('days-heated'), ...cited })

/** Uses whose price needs a yearly review by staff before anything is paid (BO4). */
export const lowIncomeReview = z.strictObject({ uses: z.array(definedWord).min(1), papers: text, ...cited })

/** Ground for a reduction when rooms stay cold (TS7); the amount itself is set by staff. */
export const underTemperature = z.strictObject({
  belowCelsius: positiveDecimal,
  measurementsPerMonth: wholeNumber,
  /** Whose rooms it is about; others are refused. */
  for: scope.optional(),
  ...cited,
})

/** Work done on a household's risk raises nobody's fee but its own (LZ5). */
export const misuse = z.strictObject({ text, ...cited })

const window = z.strictObject({ from: seasonDay, to: seasonDay, rule: ruleNumber })

/**
 * What follows the settlement of metered households (BZ3–BZ8). The days lie in the year in which the season ended, unless they
 * say another; both ends of a window are inclusive.
 */
export const refundRules = z.strictObject({
  publicity: window,
  applications: window,
  objections: window,
  /** Days after an objection within which the meter-test agreement is signed in person. */
  agreementWithinDays: wholeNumber,
  /** The bank's batch pays before this day. */
  payoutBefore: seasonDay,
  topUpBy: seasonDay,
  /** What happens to a refund or top-up on which nobody acted. */
  unclaimed: z.strictObject({ into: z.literal('next-season'), rule: ruleNumber }),
  /** What must equal the registered, else the application is refused. */
  mustMatch: z.array(z.enum(['owner', 'identity-number', 'bank-card', 'phone'])).min(1),
  photos: z.array(z.enum(['identity-card', 'bank-card'])),
  bankCardCheckedFirst: flag,
  meterTest: z.strictObject({ passedFee: chargedYuan, failed: z.literal('mean-refund-of-unit'), rule: ruleNumber }),
  /** Refunds are paid online to households of these estates; others visit a hall. Absent: all. */
  onlineEstates: z.strictObject({ names: z.array(text).min(1), rule: ruleNumber }).optional(),
  ...cited,
})

export type RefundRules = z.output<typeof refundRules>

/** Gas-heated homes report their own gas meter (BJ8). */
export const gasReportRules = z.strictObject({
  /** Whose homes are gas-heated: households with one of these heat sources report. */
  heatSources: z.array(z.enum(HEAT_SOURCES)).min(1),
  before: z.strictObject({ from: seasonDay, to: seasonDay }),
  after: z.strictObject({ from: seasonDay, to: seasonDay }),
  /** Where those collect the subsidy who cannot use the app. */
  collection: z.strictObject({ from: seasonDay, to: seasonDay, places: z.array(text).min(1) }),
  /** 元/m³. The notice names none, so there is no default: no rate, no subsidy. */
  subsidyPerCubicMetre: price.optional(),
  ...cited,
})
