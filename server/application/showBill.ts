import type { BillAnswer, Payable as PayableView } from '../../contract/resident'
import type { Payable } from '../domain/account/payable'
import { clearsArrears } from '../domain/billing/instalments'
import type { CivilDate } from '../domain/calendar/civilDate'
import type { Resident } from '../domain/resident/resident'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { type HouseholdAccount, readHouseholdAccount } from './householdAccount'
import { moneyReceived } from './moneyReceived'
import type { Clock, Database } from './ports'
import { type Refusal, refuse } from './refusal'
import { householdCard } from './views/household'

/** A household's bill, explained to the fen (domain.md C9): lines, what was paid, what remains, and the ways to pay. */
export function createShowBill({
  database,
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  /** An order's number is for who made the order: that somebody paid is all that another sees. */
  async function withOwnNumbers(resident: Resident, payments: BillAnswer['payments']): Promise<BillAnswer['payments']> {
    const shown = payments.map(async (payment) => {
      const order = payment.orderNo === null ? undefined : await database.read.orders.byNo(payment.orderNo)
      return { ...payment, orderNo: order?.residentId === resident.id ? order.orderNo : null }
    })
    return Promise.all(shown)
  }

  return async function showBill(resident: Resident, householdId: string): Promise<BillAnswer | Refusal> {
    const today = clock.today()
    const found = await readHouseholdAccount(database.read, rulebooks, resident.company, householdId, today)
    if (!found) return refuse('not-found')
    const binding = await database.read.bindings.find(resident.id, householdId)
    return {
      household: householdCard(found, binding),
      asOf: today,
      bills: seasonBills(found),
      creditFen: found.household.creditFen,
      payable: found.payable ? payableView(found.payable, found.awaited, today) : nothingToPay(found),
      payments: await withOwnNumbers(resident, await moneyReceived(database.read, householdId)),
    }
  }
}

function seasonBills({ bills, account }: HouseholdAccount): BillAnswer['bills'] {
  return [...bills].reverse().map((bill) => {
    const owed = account.seasons.find(({ billId }) => billId === bill.id)
    return {
      id: bill.id,
      season: bill.season,
      lines: bill.lines,
      totalFen: bill.billedFen - bill.reversedFen,
      paidFen: bill.appliedFen + bill.lateFeePaidFen,
      remainingFen: (owed?.principalFen ?? 0) + (owed?.lateFeeFen ?? 0),
      lateFeeFen: owed?.lateFeeFen ?? 0,
    }
  })
}

/** While a review is awaited, the page says so even when earlier seasons may be paid (BO4). */
function payableView(
  { closedBecause, wholeFen, offer, minimumFen, firstPaid, arrearsFen, consent }: Payable,
  awaited: string | null,
  today: CivilDate,
): PayableView {
  const open = closedBecause === null && wholeFen > 0
  return {
    open,
    reason: closedBecause ?? awaited,
    wholeFen,
    instalments:
      !offer.allowed || wholeFen === 0
        ? { allowed: false, reason: null }
        : arrearsFen > 0
          ? {
              allowed: false,
              reason: '往季欠费缴清后，本季热费才能分次缴纳。',
              ...(clearsArrears(offer, arrearsFen, arrearsFen, today) ? { arrearsFen } : {}),
            }
          : today > offer.balanceDueOn
            ? { allowed: false, reason: `分次缴纳已于 ${offer.balanceDueOn} 截止，请一次缴清余款。` }
            : {
                allowed: true,
                minimumFen,
                firstPaid,
                balanceDueOn: offer.balanceDueOn,
                consent: offer.consent,
                consentState: consent,
              },
  }
}

function nothingToPay({ awaited }: HouseholdAccount): PayableView {
  return {
    open: false,
    reason: awaited,
    wholeFen: 0,
    instalments: { allowed: false, reason: null },
  }
}
