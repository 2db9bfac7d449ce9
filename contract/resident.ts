import { z } from 'zod'
import { CHANNELS, type Channel } from './channelWords'
import { civilDate, companyId, feeLine, seasonName } from './estimates'
import { INVOICE_DOCUMENTS, INVOICE_KINDS, INVOICE_STATES } from './invoiceWords'
import { unprintable } from './titleLetters'

/** Requests and answers of the resident's realm (everything under /api that needs a resident's session). */

export const channelName = z.enum(CHANNELS)

export const sessionRequest = z.strictObject({
  company: companyId,
  platform: channelName,
  /** The one-use code of wx.login or my.getAuthCode; the identity comes from exchanging it (M8). */
  code: z.string().min(1).max(256),
})
export const sessionAnswer = z.object({ token: z.string(), expiresAt: z.int() })
export type SessionAnswer = z.infer<typeof sessionAnswer>

export const lookupRequest = z.strictObject({ userCode: z.string().trim().min(1).max(32) })

/** One household as a card on the home page. Owner and address are masked unless `verified`, and only the amount is told. */
export const householdCard = z.object({
  id: z.string(),
  company: companyId,
  userCode: z.string(),
  owner: z.string(),
  address: z.string(),
  /** The resident proved that this household is his (bindingProof); masked until then. */
  verified: z.boolean(),
  /** The household is on this resident's list. */
  saved: z.boolean(),
  due: z.object({
    season: seasonName.nullable(),
    totalFen: z.int(),
    /** All that is owed today: earlier seasons, late fee, this season. */
    remainingFen: z.int(),
    dueOn: civilDate.nullable(),
    state: z.enum(['no-bill', 'due', 'partly-paid', 'paid', 'closed']),
  }),
})
export type HouseholdCard = z.infer<typeof householdCard>
/** A kind of request to the company that somebody still works on, as the page names it. */
export const PENDING_KINDS = [
  'suspension',
  'resumption',
  'instalment-consent',
  'temperature-report',
  'gas-report',
] as const

/**
 * How a household stands for this resident on the server's day: one thing, the most urgent. `until` is the last day of it;
 * where something cannot be done here, `reason` says why in words for him, and the page adds whom to call.
 */
export const homeState = z.discriminatedUnion('kind', [
  /** He has tried to pay, and the channel has not said how it ended; money may have moved. */
  z.object({ kind: z.literal('confirming'), orderNo: z.string(), amountFen: z.int() }),
  z.object({
    kind: z.literal('owes'),
    season: seasonName,
    amountFen: z.int(),
    until: civilDate,
    /** The day is over; `lateFeeFen` of the amount has run up. */
    late: z.boolean(),
    lateFeeFen: z.int(),
    partlyPaid: z.boolean(),
  }),
  /** What the settlement after the season asks for, or the test of a meter: nothing else is owed. */
  z.object({ kind: z.literal('top-up'), season: seasonName, amountFen: z.int(), until: civilDate, late: z.boolean() }),
  /** Something is owed that cannot be paid here. */
  z.object({ kind: z.literal('closed'), amountFen: z.int(), reason: z.string() }),
  z.object({ kind: z.literal('refund'), season: seasonName, amountFen: z.int(), until: civilDate.nullable() }),
  z.object({ kind: z.literal('objection'), season: seasonName, until: civilDate }),
  z.object({ kind: z.literal('pending'), requestId: z.string(), request: z.enum(PENDING_KINDS), askedOn: civilDate }),
  z.object({ kind: z.literal('suspended') }),
  z.object({ kind: z.literal('no-bill'), reason: z.string() }),
  z.object({ kind: z.literal('paid'), season: seasonName }),
])
export type HomeState = z.infer<typeof homeState>

/** The resident's households as his first page shows them, with all that it needs. */
export const householdsAnswer = z.object({
  /** The server's day: what is late is late by this one, whatever the phone's clock says. */
  today: civilDate,
  /** Whom to call; null when the company has published no number. */
  hotline: z.string().nullable(),
  households: z.array(householdCard.extend({ state: homeState })),
})
export type HomeHousehold = HouseholdsAnswer['households'][number]
export type HouseholdsAnswer = z.infer<typeof householdsAnswer>

export const saveHouseholdRequest = z.strictObject({
  userCode: z.string().trim().min(1).max(32),
  relation: z.enum(['own', 'family']),
  /** Owner's name or identity number, as the company's bindingProof asks; without it the household stays masked. */
  proof: z.string().trim().min(1).max(64).optional(),
})

/** One season's bill, each line with its formula and source (domain.md C9). */
export const seasonBill = z.object({
  id: z.string(),
  season: seasonName,
  lines: z.array(feeLine),
  /** The fee: the sum of `lines`. */
  totalFen: z.int(),
  /** All late fee that has run up, what was paid of it included; null where there is none. */
  lateFee: feeLine.nullable(),
  /** What is printed as the bill's total: fee and late fee. Less what was paid it is what remains. */
  sumFen: z.int(),
  paidFen: z.int(),
  remainingFen: z.int(),
  lateFeeFen: z.int(),
})
export type SeasonBill = z.infer<typeof seasonBill>

/** What the resident may pay now. Paying is closed with a reason in his words, e.g. 非持卡用户 (BO3). */
export const payable = z.object({
  open: z.boolean(),
  reason: z.string().nullable(),
  /** What paying all of it today comes to, less what `discount` takes off. */
  wholeFen: z.int(),
  /** What paying all of it here takes off until a day, inclusive. */
  discount: z.object({ label: z.string(), amountFen: z.int().positive(), until: civilDate }).optional(),
  instalments: z.union([
    z.object({
      allowed: z.literal(true),
      minimumFen: z.int(),
      /** Whether a first part was paid already; then any amount up to the rest will do. */
      firstPaid: z.boolean(),
      balanceDueOn: civilDate,
      /** `staff`: a consent is asked for first (LZ2). */
      consent: z.enum(['automatic', 'staff']),
      /** Where the household stands: parts are payable with `automatic` and `granted` only. */
      consentState: z.enum(['automatic', 'not-asked', 'asked', 'granted', 'refused']).optional(),
    }),
    z.object({
      allowed: z.literal(false),
      reason: z.string().nullable(),
      /** What is owed of earlier seasons, which may always be paid alone, as a part of just this amount (C6, C7). */
      arrearsFen: z.int().positive().optional(),
    }),
  ]),
})
export type Payable = z.infer<typeof payable>

export const billAnswer = z.object({
  household: householdCard,
  asOf: civilDate,
  /** Newest season first; earlier ones are arrears. Empty when no bill was opened, and for those who are not `verified`. */
  bills: z.array(seasonBill),
  creditFen: z.int(),
  payable,
  payments: z.array(
    z.object({
      /** Of the resident's own orders only. */
      orderNo: z.string().nullable(),
      amountFen: z.int(),
      paidOn: civilDate,
      by: z.enum([...CHANNELS, 'bank', 'hall']),
      /** Staff put it here: it came for another household, or did not fit its order. */
      transferred: z.boolean(),
    }),
  ),
})
export type BillAnswer = z.infer<typeof billAnswer>

/** An order never names an amount for the whole: that comes from the bill (M8). A part is the resident's choice. */
export const orderRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole'), householdId: z.string().min(1).max(40) }),
  z.strictObject({
    kind: z.literal('part'),
    householdId: z.string().min(1).max(40),
    partFen: z.int().positive().max(100_000_000_00),
  }),
])
export type OrderRequest = z.infer<typeof orderRequest>

/** What each channel's payment sheet is opened with (formats.md 1.5, 3.6). */
const parametersOf = {
  wechat: z.object({
    channel: z.literal('wechat'),
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.literal('RSA'),
    paySign: z.string(),
  }),
  alipay: z.object({ channel: z.literal('alipay'), tradeNO: z.string() }),
} satisfies { [Name in Channel]: z.ZodObject<{ channel: z.ZodLiteral<Name> }> }
export const payParameters = z.discriminatedUnion('channel', [parametersOf.wechat, parametersOf.alipay])
export type PayParameters = z.infer<typeof payParameters>

/** `confirming`: the channel has not told us yet; money may have moved. Never shown as paid (faults.md). */
export const orderState = z.enum([
  'unpaid',
  'confirming',
  /** The money came and does not fit its order: staff decide what becomes of it. */
  'held',
  'paid',
  'closed',
  'refunding',
  'refunded',
  /** Staff moved the money to the household that was meant. */
  'moved',
  /** Money that did not fit its order was put to the household's bill, or kept as its credit. */
  'to-bill',
  'to-credit',
])
export type OrderState = z.infer<typeof orderState>

export const orderView = z.object({
  orderNo: z.string(),
  state: orderState,
  channel: channelName,
  amountFen: z.int(),
  season: seasonName,
  household: z.object({ id: z.string(), userCode: z.string(), owner: z.string(), address: z.string() }),
  createdAt: z.int(),
  expiresAt: z.int(),
  paidAt: z.int().nullable(),
  /** What was given back of it, or is on its way back. */
  refundedFen: z.int(),
  /** What is still owed on the household after this payment; null for those who have not proved that it is theirs. */
  remainingFen: z.int().nullable(),
  remainingDueOn: civilDate.nullable(),
  invoice: z.object({ state: z.enum(['none', 'possible', ...INVOICE_STATES]), id: z.string().nullable() }),
})
export type OrderView = z.infer<typeof orderView>

export const orderAnswer = z.object({ order: orderView, pay: payParameters })
export type OrderAnswer = z.infer<typeof orderAnswer>

export const clientResultRequest = z.strictObject({ outcome: z.enum(['paid', 'cancelled', 'pending', 'failed']) })

export const historyAnswer = z.object({ orders: z.array(orderView) })
export type HistoryAnswer = z.infer<typeof historyAnswer>

/** Letters that no invoice can show are refused when the title is given, not when it is issued. */
const titleName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => unprintable(name).length === 0, {
    error: ({ input }) => `抬头里有发票印不出的字符：${unprintable(String(input)).join(' ')}`,
  })

export const invoiceRequest = z.strictObject({
  orderNo: z.string().min(1).max(32),
  /** Further payments of the same household and season on the same invoice: those named, or all that the payer made of the season. */
  together: z.union([z.literal('season'), z.array(z.string().min(1).max(32)).min(1).max(30)]).optional(),
  title: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('personal'), name: titleName }),
    z.strictObject({
      kind: z.literal('company'),
      name: titleName,
      /** Unified social credit code or an older tax number (formats.md 7). */
      taxNumber: z.string().trim().min(15).max(20),
      /** Only a special invoice says them. */
      address: z.string().trim().min(1).max(100).optional(),
      phone: z.string().trim().min(1).max(30).optional(),
      bank: z.string().trim().min(1).max(100).optional(),
    }),
  ]),
  /** Left out: an ordinary one. A special one is for companies, of heat that is taxed. */
  document: z.enum(INVOICE_DOCUMENTS).optional(),
})
export type InvoiceRequest = z.infer<typeof invoiceRequest>

export const invoiceView = z.object({
  id: z.string(),
  orderNo: z.string(),
  /** A red one takes back all of a blue one, and its amount is negative. */
  kind: z.enum(INVOICE_KINDS),
  state: z.enum(INVOICE_STATES),
  number: z.string().nullable(),
  titleKind: z.enum(['personal', 'company']),
  titleName: z.string(),
  document: z.enum(INVOICE_DOCUMENTS),
  amountFen: z.int(),
  askedAt: z.int(),
  issuedAt: z.int().nullable(),
  /** Why it failed, in words for the resident. */
  reason: z.string().nullable(),
})
export type InvoiceView = z.infer<typeof invoiceView>
/** A title that a resident has used, to choose again; he may forget it. */
const savedTitle = z.object({
  id: z.string(),
  kind: z.enum(['personal', 'company']),
  name: z.string(),
  taxNumber: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  bank: z.string().nullable(),
})
export type SavedTitle = z.infer<typeof savedTitle>
/** GET /api/invoice-titles, used last first; DELETE /api/invoice-titles/{id} */
export const savedTitlesAnswer = z.object({ titles: z.array(savedTitle) })
export type SavedTitlesAnswer = z.infer<typeof savedTitlesAnswer>
/** POST /api/invoices/{id}/link: opens the file without a session, for a short time. */
export const invoiceLink = z.object({ path: z.string(), expiresAt: z.int() })
export type InvoiceLink = z.infer<typeof invoiceLink>
/** POST /api/invoices/{id}/email; the address is not kept. */
export const invoiceEmailRequest = z.strictObject({ address: z.email('请填写完整的邮箱地址').max(254) })
export const invoiceEmailAnswer = z.object({ sent: z.literal(true) })
export const invoicesAnswer = z.object({ invoices: z.array(invoiceView) })
export type InvoicesAnswer = z.infer<typeof invoicesAnswer>
