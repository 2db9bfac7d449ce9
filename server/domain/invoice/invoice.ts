import { z } from 'zod'
import { companyId, seasonName } from '../../../contract/estimates'
import type { InvoiceKind, InvoiceState } from '../../../contract/invoiceWords'
import { type Fen, fen } from '../../../contract/money'
import { USES, type Use } from '../../../contract/words'
import { dividedHalfUp, exact } from '../tariff/exact'

/**
 * An e-invoice asked for after a payment; issued by a provider room, later, as a job (M9). A red one takes back all of a
 * blue one: an electronic invoice cannot be cancelled or made smaller (formats.md 6.1, 6.7).
 */
export interface Invoice {
  id: string
  company: string
  residentId: string
  orderNo: string
  householdId: string
  kind: InvoiceKind
  /** 1 for an order's first invoice, 2 for the one that is issued again after a red letter; a red one has its blue one's. */
  nth: number
  titleKind: 'personal' | 'company'
  /** Sealed at rest: a personal title is a person's name. */
  titleName: string
  taxNumber: string | null
  /** As printed, in fen: a red invoice's is negative, so that all of an order's add up to what is invoiced. */
  amountFen: number
  /** Only a blue invoice becomes `reversed`: when its red one is issued, in the same transaction. */
  state: InvoiceState
  number: string | null
  /** File name below the invoices folder. */
  fileName: string | null
  reason: string | null
  askedAt: number
  issuedAt: number | null
  /** A red invoice: the blue one that it takes back, and the refund that waits for it. */
  reverses: string | null
  refundNo: string | null
  /** Or the refund after a season that waits for it (TS4). */
  refundApplicationId: string | null
}

/**
 * What a blue invoice says of one payment, in fen: an invoice is of one payment or of several of a household's season. A red one
 * takes back all parts of its blue one, and has none of its own.
 */
export interface InvoicePart {
  invoiceId: string
  paymentId: string
  company: string
  orderNo: string
  amountFen: number
}

/** Whether an invoice in this state says something of its payments: it is being issued, or it stands. */
export const isInForce = (state: InvoiceState): boolean => state !== 'failed' && state !== 'reversed'

/** What a new invoice has that is not issued yet. */
export const NOT_ISSUED = { state: 'asked', number: null, fileName: null, reason: null, issuedAt: null } as const

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

/** What an invoice's line sells. */
export interface InvoiceGoods {
  /** Short name of the tax category: the part between the asterisks. */
  category: string
  name: string
  /** 商品和服务税收分类编码, 19 digits, from the company's accountant; null where there is none, and then no real invoice is issued. */
  taxCode: string | null
  unit: string | null
}

/** 项目名称 as printed: `*供热*采暖费` (formats.md 6.1). */
export const itemOf = ({ category, name }: Pick<InvoiceGoods, 'category' | 'name'>): string => `*${category}*${name}`

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
      uses.some((use) => use === of.use) &&
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

/** Characters of a unified social credit code: no I, O, S, V, Z (GB 32100, formats.md 7). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/** The 18th character of a unified social credit code, from the 17 before it; undefined when one is not of its alphabet. */
export function creditCodeCheck(seventeen: string): string | undefined {
  let sum = 0
  for (let at = 0; at < 17; at++) {
    const value = ALPHABET.indexOf(seventeen[at] ?? ' ')
    if (value < 0) return undefined
    sum += value * (WEIGHTS[at] ?? 0)
  }
  return ALPHABET[(31 - (sum % 31)) % 31]
}

export type ReadTaxNumber =
  /** `old`: one of the kinds that were issued before 2015, which have no check digit that could be verified here. */
  { outcome: 'read'; taxNumber: string; old: boolean } | { outcome: 'wrong' }

/** Reads a company's tax number: 18 characters with their check digit (GB 32100), or one of 15, 17 or 20 from before. */
export function readTaxNumber(text: string): ReadTaxNumber {
  const taxNumber = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (!/^[0-9A-Z]+$/.test(taxNumber)) return { outcome: 'wrong' }
  if (taxNumber.length === 18) {
    return creditCodeCheck(taxNumber) === taxNumber[17]
      ? { outcome: 'read', taxNumber, old: false }
      : { outcome: 'wrong' }
  }
  return [15, 17, 20].includes(taxNumber.length) ? { outcome: 'read', taxNumber, old: true } : { outcome: 'wrong' }
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'

const PLACES = ['仟', '佰', '拾', '']

const SECTIONS = ['', '万', '亿']

const MAX_FEN = 1e14

/** Four digits in capitals, inner zeros as one 零: 2033 → 贰仟零叁拾叁. */
function section(value: number): string {
  const digits = String(value).padStart(4, '0')
  let text = ''
  let zero = false
  for (let place = 0; place < 4; place++) {
    const digit = Number(digits[place])
    if (digit === 0) zero = text !== ''
    else {
      text += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
      zero = false
    }
  }
  return text
}

function wholeYuan(yuan: number): string {
  let text = ''
  let gap = false
  for (let at = SECTIONS.length - 1; at >= 0; at--) {
    const value = Math.floor(yuan / 10_000 ** at) % 10_000
    if (value === 0) gap = text !== ''
    else {
      const zero = text !== '' && (gap || value < 1000)
      text += `${zero ? '零' : ''}${section(value)}${SECTIONS[at]}`
      gap = false
    }
  }
  return text
}

/**
 * An amount in fen as invoices write it, in Chinese capitals: 223325 → 贰仟贰佰叁拾叁元贰角伍分, 100000 → 壹仟元整.
 * Throws RangeError below 1 fen and from 10^12 yuan on.
 */
export function inCapitals(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen >= MAX_FEN) {
    throw new RangeError(`no amount for an invoice: ${amountFen} fen`)
  }
  const yuan = Math.floor(amountFen / 100)
  const jiao = Math.floor(amountFen / 10) % 10
  const fen = amountFen % 10
  const whole = yuan > 0 ? `${wholeYuan(yuan)}元` : ''
  if (jiao === 0 && fen === 0) return `${whole}整`
  const tens = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return `${whole}${tens}${fen > 0 ? `${DIGITS[fen]}分` : '整'}`
}

/** What a resident does instead while no invoice can be asked for here: in words, with the company's own telephone where it has one. */
export function invoicesOffText({ hotline }: { hotline?: string | null | undefined }): string {
  return hotline
    ? `暂不能在线开票，请携带缴费凭证到营业厅，或拨打 ${hotline} 开具发票。`
    : '暂不能在线开票，请携带缴费凭证到营业厅开具发票。'
}

/** What the finance desk reads of it. */
export const INVOICES_OFF_FOR_STAFF = '没有启用开票服务，不能在线开票。居民到营业厅凭缴费凭证开具。'
