import { type Account, accountOn } from '../../domain/account/account'
import {
  type DiscountOffer,
  discountsEarned,
  discountsOn,
  mayHaveDiscount,
  type PaidThrough,
} from '../../domain/account/earlyPayment'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { type Bill, outstandingFen } from '../../domain/bill/bill'
import { standingDiscount } from '../../domain/bill/changeBill'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { versionsOf } from '../../domain/rulebook/versions'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { changeBill } from './changeBill'
import { spendCredit } from './spendCredit'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }
type ChangingStore = Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>

/** Money that is about to pay a household's bills. */
export interface EarlyMoney {
  householdId: string
  company: string
  bills: readonly Bill[]
  /** As of the day for which the money counts. */
  account: Account
  amountFen: number
  /** None: credit that the company holds. */
  through?: PaidThrough
  /** The payment or whatever else the money comes from: it earns a discount once (M3). */
  causeId: string
}

/**
 * Takes the discounts that a payment earns off its household's bills (domain.md C13), in the caller's transaction, each as a line
 * and a ledger entry; the caller reads the bills again where one was granted, and applies the money to what is left. `storeOf`
 * gives the tables that only this needs.
 */
export async function grantDiscounts(
  storeOf: () => ChangingStore,
  { householdId, company, bills, account, amountFen, through, causeId }: EarlyMoney,
  ports: Ports,
): Promise<boolean> {
  const rulesOf = versionsOf(ports.rulebooks, company)
  if (!mayHaveDiscount(rulesOf, bills)) return false
  const store = storeOf()
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId}`)
  const earned = discountsEarned(amountFen, account, discountsOn(rulesOf, household, bills, account, through))
  for (const offer of earned) await grant(store, bills, offer, causeId, ports)
  return earned.length > 0
}

async function grant(
  store: ChangingStore,
  bills: readonly Bill[],
  { billId, amountFen, line }: DiscountOffer,
  causeId: string,
  ports: Ports,
): Promise<void> {
  const bill = bills.find(({ id }) => id === billId)
  if (!bill) throw new Error(`a discount on ${billId}, which is no bill of this household`)
  const target = { kind: 'reduction', amountFen, line } as const
  await changeBill(store, { bill, target, cause: 'paid-early', causeId, by: AUDIT_SYSTEM }, ports)
}

/**
 * Puts discounts on again whose bill is not paid in whole any more, because what had paid it went back (C13), in the caller's
 * transaction. `causeId`: the refund or claim.
 */
export async function withdrawDiscounts(
  store: ChangingStore,
  householdId: string,
  { billIds, causeId }: { billIds: readonly string[]; causeId: string },
  ports: Ports,
): Promise<void> {
  for (const bill of await store.bills.byHousehold(householdId)) {
    if (!billIds.includes(bill.id)) continue
    const discounted = bill.lines.find(({ earlyPayment }) => earlyPayment)
    if (!discounted || standingDiscount(bill.lines) <= 0 || outstandingFen(bill) <= 0) continue
    const line = {
      label: `款项已退，取消${discounted.label}`,
      formula: `冲回优惠 ${discounted.formula}`,
      rule: discounted.rule,
      source: discounted.source,
    }
    await changeBill(
      store,
      { bill, target: { kind: 'discount-lost', line }, cause: 'not-paid-early', causeId, by: AUDIT_SYSTEM },
      ports,
    )
  }
}

/**
 * Pays a new bill with the household's credit (C6), less what paying early takes off it where that asks for no way of paying
 * (C13), in the caller's transaction.
 */
export async function spendCreditOnNewBill(store: ChangingStore, householdId: string, ports: Ports): Promise<void> {
  const on = ports.clock.today()
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId}`)
  if (household.creditFen === 0) return
  const { company, creditFen: amountFen } = household
  const bills = await store.bills.byHousehold(householdId)
  const applications = await store.bills.applicationsOf(householdId)
  const account = accountOn(versionsOf(ports.rulebooks, company), bills, applications, on)
  const money = { householdId, company, bills, account, amountFen, causeId: `credit:${ports.ids.next()}` }
  // Where a discount is granted, the change of the bill spends the credit on what it leaves.
  if (!(await grantDiscounts(() => store, money, ports))) await spendCredit(store, householdId, on, ports)
}
