import { type Channel, isChannel, type PaymentSource } from '../../../contract/channelWords'
import type { FeeLine } from '../../../contract/estimates'
import { fen, sumFen } from '../../../contract/money'
import type { PAID_THROUGH } from '../../../contract/words'
import type { Bill } from '../bill/bill'
import { standingDiscount } from '../bill/changeBill'
import { discountLine, openDiscount } from '../billing/afterwards'
import { discountUntil } from '../billing/discountDay'
import { allocate } from '../billing/owed'
import { seasonBill } from '../billing/seasonBill'
import type { CivilDate } from '../calendar/civilDate'
import { factsOf } from '../household/columns'
import type { Household } from '../household/household'
import type { Rulebook } from '../rulebook/rulebook'
import { isRefused } from '../tariff/area'
import type { Account } from './account'

/** What paying the whole of a bill takes off it until a day, inclusive (domain.md C13). */
export interface DiscountOffer {
  billId: string
  label: string
  /** In fen, above zero: at most what is still owed of the bill. */
  amountFen: number
  until: CivilDate
  /** How it is worked out; the bill's line when it is granted. */
  line: Omit<FeeLine, 'amountFen'>
}

export type PaidThrough = (typeof PAID_THROUGH)[number]

/** In which way money came in: through a channel is online, in a bank's file or to our account is over a counter (decided). */
export const paidThrough = (source: PaymentSource | Channel): PaidThrough => (isChannel(source) ? 'online' : 'counter')

/**
 * The discounts that are open on the account's day to who pays in a way (none: with credit): of each season's bill that is still
 * owed and has none, by the version by which it is reckoned, of the season's fee but not of more than the bill charges. What was
 * paid before counts: who has paid the whole by the day pays less.
 */
export function discountsOn(
  rulesOf: (version: number) => Rulebook,
  household: Household,
  bills: readonly Bill[],
  account: Account,
  through?: PaidThrough,
): DiscountOffer[] {
  return account.seasons.flatMap(({ billId, principalFen, season }) => {
    const bill = bills.find(({ id }) => id === billId)
    if (bill?.kind !== 'season' || principalFen <= 0 || standingDiscount(bill.lines) > 0) return []
    const rules = rulesOf(bill.rulebookVersion)
    const facts = factsOf(household)
    const discount = openDiscount(rules, facts, season, { on: account.on, through })
    if (!discount) return []
    const fee = seasonBill(rules, facts, season)
    if (isRefused(fee)) return []
    const whole = { ...fee, totalFen: fen(Math.min(fee.totalFen, bill.billedFen - bill.reversedFen)) }
    const line = discountLine(rules, facts, season, whole, discount)
    if (isRefused(line)) return []
    const amountFen = Math.min(-line.amountFen, principalFen)
    const until = discountUntil(rules, discount, season)
    return amountFen > 0
      ? [{ billId, label: discount.label, amountFen, until, line: { ...line, earlyPayment: true } }]
      : []
  })
}

/** Whether any of these bills could have a discount at all, so that nobody else reads what only those need. */
export function mayHaveDiscount(
  rulesOf: (version: number) => Pick<Rulebook, 'discounts'>,
  bills: readonly Bill[],
): boolean {
  return bills.some((bill) => bill.kind === 'season' && rulesOf(bill.rulebookVersion).discounts.length > 0)
}

/** The account as it is owed by who gets these discounts. */
export function withDiscounts(account: Account, offers: readonly DiscountOffer[]): Account {
  const seasons = account.seasons.map((owed) => {
    const off = offers.find(({ billId }) => billId === owed.billId)?.amountFen ?? 0
    return { ...owed, principalFen: fen(owed.principalFen - off) }
  })
  return {
    ...account,
    seasons,
    owedFen: sumFen(seasons.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen)),
  }
}

/** Those of the discounts that an amount earns, in fen: it clears what they leave, after all that is older (C6). */
export function discountsEarned(
  amountFen: number,
  account: Account,
  offers: readonly DiscountOffer[],
): readonly DiscountOffer[] {
  const lowered = withDiscounts(account, offers)
  const { parts } = allocate(fen(amountFen), lowered.seasons)
  return offers.filter(({ billId }) => {
    const owed = lowered.seasons.find((one) => one.billId === billId)
    const part = parts.find((one) => one.billId === billId)
    return (part?.principalFen ?? 0) === owed?.principalFen && (part?.lateFeeFen ?? 0) === owed.lateFeeFen
  })
}
