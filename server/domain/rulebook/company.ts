import { z } from 'zod'
import { CHANNELS, type Channel, sourcesPattern } from '../../../contract/channelWords'
import { contrast } from '../../../contract/colour'
import { civilDate, definedWord, estimateRequest, gasEstimateRequest, seasonName } from '../../../contract/estimates'
import { INVOICE_DOCUMENTS } from '../../../contract/invoiceWords'
import { readTaxNumber } from '../../../contract/taxNumber'
import { USES } from '../../../contract/words'
import { FEE_ROUNDINGS } from '../reconciliation/feeRounding'
import {
  chargedYuan,
  colour,
  flag,
  monthDay,
  percentText,
  positiveDecimal,
  ruleNumber,
  sourceKey,
  text,
  wholeNumber,
  yuan,
} from './scalars'

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
  /** Days that are charged, where a notice names their number; else those from the first day to the last. */
  days: wholeNumber.optional(),
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

/** What each channel's contract says without a word in the rulebook, in days (formats.md 1.7, 3.7). */
const refundWindows = {
  wechat: wholeNumber.default(365),
  alipay: wholeNumber.default(90),
} satisfies Record<Channel, z.ZodType>

/** Where money can be paid besides this software, and what a resident is told who cannot pay here (BJ3, BO3). */
export const paymentRules = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).min(1),
  outlets: z.array(text).default([]),
  banks: z.array(z.strictObject({ name: text, counter: flag.default(true), online: flag.default(false) })).default([]),
  /** How many banks take payments in all, where the notice counts more than it names. */
  partnerBanks: wholeNumber.optional(),
  /** Whose files of counter payments come in, by the ids of config/banks: `bank:<id>` is a channel of the company's. */
  bankFiles: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,26}$/)).default(['partner']),
  /** Days after a payment within which its channel gives money back the way it came (formats.md 1.7, 3.7; by contract). */
  refundWindowDays: z.strictObject(refundWindows).prefault({}),
  /** The most that two people may write off of one difference of reconciliation, and in one month. */
  writeOff: z.strictObject({ each: chargedYuan, month: chargedYuan }).default({ each: '1.00', month: '50.00' }),
  /** Only card holders may pay here; the others are told this instead. */
  /**
   * Whether WeChat wants each payment reported as fulfilled before it pays out: its category for the company's mini-program
   * decides (formats.md 4.1).
   */
  reportShipping: flag.default(false),
  /**
   * The company's own accounts: in whose statement each is told about, and which channels and banks remit to it; the first
   * takes what no other names. A statement of another account is put aside.
   */
  accounts: z
    .array(
      z.strictObject({
        statement: text,
        number: z.string().regex(/^[0-9A-Za-z]{4,35}$/, '账号为 4 至 35 位字母、数字'),
        receives: z.array(z.string().regex(new RegExp(`^(${sourcesPattern('[a-z0-9-]+')})$`))).default([]),
      }),
    )
    .default([]),
  /**
   * What the contracts with the channels say of their fees, by kind, from a day on: by them each fee of a bill is judged. Of a channel
   * without any the rate that a bill's rows name stands for it (WeChat), or nothing is judged (Alipay).
   */
  feeRates: z
    .array(
      z.strictObject({
        channel: z.enum(CHANNELS),
        kind: z.enum(['payment', 'refund']).optional(),
        from: civilDate,
        rate: z.string().regex(/^\d{1,2}(\.\d{1,4})?%$/, '应写作百分数，例如 0.60%'),
        rounding: z.enum(FEE_ROUNDINGS).default('half-up'),
      }),
    )
    .default([]),
  /** What banks keep of their counters' collections, by the bank's id. */
  counterFees: z.record(z.string(), percentText).default({}),
  cardHoldersOnly: z.strictObject({ otherwise: text, rule: ruleNumber, source: sourceKey }).optional(),
  ...cited,
})

/** How many days before a due date residents are reminded who asked for it; the installation's usual without. */
export const reminderRules = z.strictObject({ daysBefore: z.array(wholeNumber).min(1).max(5), ...cited })

/** As notices name them. */
const PROVINCES = [
  ...[
    '北京',
    '天津',
    '河北',
    '山西',
    '内蒙古',
    '辽宁',
    '吉林',
    '黑龙江',
    '上海',
    '江苏',
    '浙江',
    '安徽',
    '福建',
    '江西',
  ],
  ...['山东', '河南', '湖北', '湖南', '广东', '广西', '海南', '重庆', '四川', '贵州', '云南', '西藏', '陕西', '甘肃'],
  ...['青海', '宁夏', '新疆'],
] as const

const province = z.enum(PROVINCES, '应为省份的简称，例如 北京、内蒙古')

/**
 * What an invoice says of its seller: the tax number, with a right check digit (formats.md 7), and the province that decides about the
 * exemption. A seller for tests (invented, or of a provider's sandbox, formats.md 6.3) is not held to it, and gets no real invoice.
 */
export const sellerFacts = z
  .strictObject({
    taxNumber: z.string().regex(/^[0-9A-Z]{15,20}$/, '税号为 15 至 20 位数字、大写字母'),
    province,
    address: text.optional(),
    phone: text.optional(),
    bank: text.optional(),
    drawer: text.optional(),
    test: flag.default(false),
  })
  .refine(({ taxNumber, test }) => test || readTaxNumber(taxNumber).outcome === 'read', {
    path: ['taxNumber'],
    error: '税号的校验位不对；测试用的销售方应写 test: true',
  })

const seasonsBetween = z.strictObject({ from: seasonName.optional(), to: seasonName.optional() }).default({})

const daysBetween = z.strictObject({ from: civilDate.optional(), to: civilDate.optional() }).default({})

/** How heat of some uses is taxed and what an invoice calls it, by which notice, where and from when to when (formats.md 6.1, 6.2). */
export const taxRule = z
  .strictObject({
    uses: z.array(z.enum(USES)).min(1),
    treatment: z.union([z.literal('exempt'), z.string().regex(/^\d{1,2}%$/, '应写 exempt 或百分数，例如 9%')]),
    notice: text,
    /** Provinces of sellers for whom it holds; absent: all. */
    provinces: z.array(province).min(1).optional(),
    /** Heating seasons, and days of payment, both ends inclusive; an absent end is open. */
    seasons: seasonsBetween,
    paid: daysBetween,
    /** Short name of the tax category: the part between the asterisks. */
    category: text,
    goods: text,
    unit: text.optional(),
    /** 商品和服务税收分类编码, from the company's accountant; it has no default. */
    taxCode: z
      .string()
      .regex(/^\d{19}$/, '税收分类编码为 19 位数字')
      .optional(),
    documents: z.array(z.enum(INVOICE_DOCUMENTS)).min(1).default(['ordinary']),
  })
  .refine(({ treatment, documents }) => treatment !== 'exempt' || !documents.includes('special'), {
    path: ['documents'],
    error: '免税的采暖费不得开具增值税专用发票',
  })

/** How an invoice reaches the resident (BJ5). */
export const invoiceRules = z.strictObject({
  delivery: z.array(z.enum(['courier', 'staff', 'electronic'])).min(1),
  ...cited,
})

/** The ground of the residents' pages by day (styles/page.scss, --ground): darker than the white of their cards. */
const GROUND = '#F6F4F1'

/** A colour that stands out from the pages' ground; a text that is no colour is complained of as such. */
const darkEnough = (ratio: number) =>
  colour.refine(
    (given) => !/^#[0-9A-Fa-f]{6}$/.test(given) || contrast(given, GROUND) >= ratio,
    `颜色太浅，与页面底色的对比度应至少为 ${ratio}`,
  )

/** Words are written in `ink`, and white on it; on `fill` stands the company's sign, which is large (WCAG 2.2, 1.4.6). */
export const brandColours = z
  .strictObject({ ink: darkEnough(7), fill: darkEnough(4.5) })
  .default({ ink: '#8F3010', fill: '#C2410C' })

export const notice = z.strictObject({ title: text, text, rule: ruleNumber, source: sourceKey })

export const promise = z.strictObject({ what: text, within: text, rule: ruleNumber, source: sourceKey })

/** Changes of owner, phone, area or use (BO9). */
export const changeRules = z.strictObject({ of: z.array(text).min(1), where: text, papers: text, ...cited })

/**
 * A worked example inside a rulebook: what is asked, and what must come out, in yuan. Checked whenever the rulebook is
 * loaded, so that a wrong price stops the start instead of reaching a bill.
 */
const seasonQuestion = estimateRequest.omit({ company: true, meterFaulty: true, payments: true }).extend({
  meterFaulty: flag.default(false),
  separatelyFitted: flag.optional(),
  reconnected: flag.optional(),
  devices: z.record(definedWord, wholeNumber).optional(),
  extraDays: wholeNumber.optional(),
  coldDays: z.array(z.strictObject({ days: wholeNumber, celsius: positiveDecimal })).optional(),
  payments: z.array(z.strictObject({ on: civilDate, amount: yuan })).default([]),
})

const expectation = z
  .strictObject({
    /** No price or no rule exists (C10); stands alone. */
    refused: flag,
    prepay: yuan,
    metered: yuan,
    adjustment: yuan,
    firstPart: yuan,
    balanceDueOn: civilDate,
    principal: yuan,
    lateFee: yuan,
    owed: yuan,
    credit: yuan,
    /** Each printed line of the fee up front. */
    lines: z.array(yuan).min(1),
    /** What others pay of it. */
    others: yuan,
    dueOn: civilDate,
    lateFeeFrom: civilDate,
    /** Of the whole, paid on the day and in the way of `paying`. */
    paying: yuan,
    extraDays: yuan,
    coldRefund: yuan,
    rebilling: yuan,
  })
  .partial()
  .refine((expect) => Object.keys(expect).length > 0, '应写明结果')
  .refine((expect) => expect.refused === undefined || Object.keys(expect).length === 1, 'refused 应单独出现')

export const seasonExample = z.strictObject({
  name: text,
  ask: seasonQuestion,
  expect: expectation,
})

const days = z.strictObject({ from: civilDate, to: civilDate })

/** A season's days as its company says them: checked whenever the rulebook is loaded, like a worked example. */
export const dateExample = z.strictObject({
  season: seasonName,
  expect: z
    .strictObject({
      due: civilDate,
      lateFeeFrom: civilDate,
      balanceBy: civilDate,
      /** All windows in which heat may be suspended or resumed, in their order. */
      suspension: z.array(days),
      publicity: days,
      applications: days,
      objections: days,
      payoutBefore: civilDate,
      topUpBy: civilDate,
    })
    .partial()
    .refine((expect) => Object.keys(expect).length > 0, '应写明日期'),
})

export type DateExample = z.output<typeof dateExample>

export type SeasonExample = z.output<typeof seasonExample>

export const gasExample = z.strictObject({
  name: text,
  ask: gasEstimateRequest.omit({ company: true }),
  expect: z.strictObject({ total: yuan }),
})
