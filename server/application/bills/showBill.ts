import { isChannel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
import type { BillAnswer, Payable as PayableView } from '../../../contract/resident'
import type { Payable } from '../../domain/account/account'
import type { CivilDate } from '../../domain/calendar/civilDate'
import type { Payment } from '../../domain/payment/payment'
import { hasProved, type Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import { billAmounts, type HouseholdAccount, householdCard, readHouseholdAccount } from '../households/householdAccount'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'

type Received = BillAnswer['payments'][number]

/**
 * What has arrived for a household, newest first: payments of its own less what was given back, and money that staff put here
 * out of suspense or took from another household (M7). The latter is not the household's order, so it names none.
 */
export async function moneyReceived(
  store: Pick<Store, 'claims' | 'ledger' | 'payments'>,
  householdId: string,
): Promise<Received[]> {
  const own = (await store.payments.byHousehold(householdId))
    .filter(({ outcome, amountFen, refundedFen }) => outcome === 'applied' && amountFen > refundedFen)
    .map((payment) => ({
      ...shown(payment),
      orderNo: payment.orderNo,
      amountFen: payment.amountFen - payment.refundedFen,
    }))
  const put = new Map<string, { fen: number; on: string; kind: string }>()
  for (const { event, evidenceKind, evidenceId, amountFen, effectiveOn } of await store.ledger.ofHousehold(
    householdId,
  )) {
    if (event !== 'suspense-applied') continue
    const fen = (put.get(evidenceId)?.fen ?? 0) + amountFen
    put.set(evidenceId, { fen, on: effectiveOn, kind: evidenceKind })
  }
  const others: Received[] = []
  for (const [evidenceId, { fen, on, kind }] of put) {
    const paymentId = kind === 'payment' ? evidenceId : (await store.claims.byId(evidenceId))?.paymentId
    const payment = paymentId === undefined ? undefined : await store.payments.byId(paymentId)
    if (payment) others.push({ ...shown(payment), orderNo: null, amountFen: fen, paidOn: on, transferred: true })
  }
  return [...own, ...others].sort((one, other) => (one.paidOn < other.paidOn ? 1 : one.paidOn > other.paidOn ? -1 : 0))
}

const shown = ({ paidOn, source }: Payment) => ({
  paidOn,
  by: isChannel(source) ? source : ('bank' as const),
  transferred: false,
})

/**
 * A household's bill, explained to the fen (domain.md C9): lines, what was paid, what remains, and the ways to pay. Who has not
 * proved that the household is his sees what paying for it needs: the amount, and what he paid himself.
 */
export function createShowBill({
  database,
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  /** An order's number is for who made the order: that somebody paid is all that another of the household sees. */
  async function withOwnNumbers(resident: Resident, payments: BillAnswer['payments']): Promise<BillAnswer['payments']> {
    const shown = payments.map(async (payment) => {
      const order = payment.orderNo === null ? undefined : await database.read.orders.byNo(payment.orderNo)
      return { ...payment, orderNo: order?.residentId === resident.id ? order.orderNo : null }
    })
    return Promise.all(shown)
  }

  return async function showBill(resident: Resident, householdId: string): Promise<BillAnswer | Refusal<'not-found'>> {
    const today = clock.today()
    const found = await readHouseholdAccount(database.read, rulebooks, resident.company, householdId, today)
    if (!found) return refuse('not-found')
    const binding = await database.read.bindings.find(resident.id, householdId)
    const payments = await withOwnNumbers(resident, await moneyReceived(database.read, householdId))
    if (!hasProved(binding)) {
      return {
        household: householdCard(found, binding),
        asOf: today,
        bills: [],
        creditFen: 0,
        payable: found.payable ? amountAlone(payableView(found.payable, found, today)) : nothingToPay(found),
        payments: payments.filter(({ orderNo }) => orderNo !== null),
      }
    }
    return {
      household: householdCard(found, binding),
      asOf: today,
      bills: seasonBills(found),
      creditFen: found.household.creditFen,
      payable: found.payable ? payableView(found.payable, found, today) : nothingToPay(found),
      payments,
    }
  }
}

function seasonBills(found: HouseholdAccount): BillAnswer['bills'] {
  return [...found.bills].reverse().map((bill) => ({ id: bill.id, season: bill.season, ...billAmounts(found, bill) }))
}

/** While a review is awaited, the page says so even when earlier seasons may be paid (BO4). */
function payableView(
  { closedBecause, wholeFen, offer, minimumFen, firstPaid, arrearsFen, consent }: Payable,
  { awaited, discounts }: Pick<HouseholdAccount, 'awaited' | 'discounts'>,
  today: CivilDate,
): PayableView {
  const open = closedBecause === null && wholeFen > 0
  return {
    open,
    reason: closedBecause ?? awaited,
    wholeFen,
    ...(open ? discountShown(discounts) : {}),
    instalments:
      wholeFen === 0
        ? { allowed: false, reason: null }
        : arrearsFen > 0
          ? {
              allowed: false,
              reason: offer.allowed ? '往季欠费缴清后，本季热费才能分次缴纳。' : null,
              ...(arrearsFen < wholeFen ? { arrearsFen } : {}),
            }
          : !offer.allowed
            ? { allowed: false, reason: null }
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

/** What paying all of it takes off, until the first of the days on which that ends. */
function discountShown(discounts: HouseholdAccount['discounts']): Pick<PayableView, 'discount'> {
  const [first] = [...discounts].sort((one, other) => (one.until < other.until ? -1 : 1))
  if (!first) return {}
  const amountFen = sumFen(discounts.map((one) => one.amountFen))
  return { discount: { label: first.label, amountFen, until: first.until } }
}

/** Paying in parts tells what was paid before, and is for those whose household it is. */
function amountAlone(payable: PayableView): PayableView {
  const { allowed } = payable.instalments
  return { ...payable, instalments: { allowed: false, reason: allowed ? '分次缴纳须先验证户主。' : null } }
}

function nothingToPay({ awaited }: HouseholdAccount): PayableView {
  return {
    open: false,
    reason: awaited,
    wholeFen: 0,
    instalments: { allowed: false, reason: null },
  }
}
