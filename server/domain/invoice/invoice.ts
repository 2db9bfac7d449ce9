import type { InvoiceDocument, InvoiceKind, InvoiceState } from '../../../contract/invoiceWords'

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
  /** Null: an ordinary one. */
  document?: InvoiceDocument | null
  /** What a special invoice says of its buyer besides name and tax number; sealed at rest. */
  buyer?: InvoiceBuyerDetails | null
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

/** 购买方地址、电话、开户行及账号, each as the buyer gave it. */
export interface InvoiceBuyerDetails {
  address: string | null
  phone: string | null
  bank: string | null
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
 * An amount in fen as invoices write it, in Chinese capitals: 223325 → 贰仟贰佰叁拾叁圆贰角伍分, 100000 → 壹仟圆整.
 * Throws RangeError below 1 fen and from 10^12 yuan on.
 */
export function inCapitals(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen >= MAX_FEN) {
    throw new RangeError(`no amount for an invoice: ${amountFen} fen`)
  }
  const yuan = Math.floor(amountFen / 100)
  const jiao = Math.floor(amountFen / 10) % 10
  const fen = amountFen % 10
  const whole = yuan > 0 ? `${wholeYuan(yuan)}圆` : ''
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

/** A title that a resident has used. What names people is sealed at rest. */
export interface InvoiceTitle {
  id: string
  company: string
  residentId: string
  kind: Invoice['titleKind']
  name: string
  taxNumber: string | null
  buyer: InvoiceBuyerDetails | null
  usedAt: number
}
