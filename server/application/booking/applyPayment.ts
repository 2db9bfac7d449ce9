import { fen } from '../../../contract/money'
import { type Account, accountOn } from '../../domain/account/account'
import { paidThrough } from '../../domain/account/earlyPayment'
import type { BillApplication } from '../../domain/bill/bill'
import { allocate } from '../../domain/billing/owed'
import { paymentApplied, paymentSuspended } from '../../domain/ledger/rules'
import type { Transfer } from '../../domain/ledger/transfer'
import type { Payment, SuspenseReason } from '../../domain/payment/payment'
import { promised } from '../../domain/payment/quote'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { versionsOf } from '../../domain/rulebook/versions'
import { FINANCE_DESK } from '../../domain/staff/staff'
import { grantDiscounts } from '../bills/earlyPayment'
import { transfersOf } from '../common/post'
import { type BookingStore, ConcurrencyConflict } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** Money that has come in and is to be booked, no matter who told us; with company and source its number is booked once (M3). */
export type ArrivedMoney = Pick<
  Payment,
  | 'company'
  | 'source'
  | 'transactionId'
  | 'orderNo'
  | 'householdId'
  | 'amountFen'
  | 'paidAt'
  | 'paidOn'
  | 'filedOn'
  | 'payerCode'
>

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

/** The account for which a payment counts: of its own day, or of an earlier one by which it was asked for (quote.ts). */
async function readAccount(
  store: Pick<BookingStore, 'bills' | 'households'>,
  householdId: string,
  { paidOn, countsOn = paidOn }: { paidOn: string; countsOn?: string },
  { rulebooks }: Ports,
) {
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId}`)
  const rulesOf = versionsOf(rulebooks, household.company)
  const bills = await store.bills.byHousehold(householdId)
  const applications = await store.bills.applicationsOf(householdId)
  const account = accountOn(rulesOf, bills, applications, paidOn)
  if (countsOn >= paidOn) return { household, bills, account }
  return { household, bills, account: promised(accountOn(rulesOf, bills, applications, countsOn), account) }
}

/** All that a household owes for a payment of a day that counts on it or on an earlier one, late fee included, in fen. */
export async function owedByHousehold(
  store: Pick<BookingStore, 'bills' | 'households'>,
  householdId: string,
  days: { paidOn: string; countsOn: string },
  ports: Ports,
): Promise<number> {
  return (await readAccount(store, householdId, days, ports)).account.owedFen
}

function paymentRow(money: ArrivedMoney, outcome: Payment['outcome'], { clock, ids }: Ports): Payment {
  return { ...money, id: ids.next(), outcome, refundedFen: 0, refundParts: 0, recordedAt: clock.now() }
}

const postingKeyOf = ({ company, source, transactionId }: ArrivedMoney) =>
  `payment:${company}:${source}:${transactionId}`

/**
 * What applying a payment to a household's account writes beside the payment: its share in each bill, as of the account's day;
 * credit; and ledger entries, as of the day of the payment.
 */
export function applicationOf(
  payment: Payment & { householdId: string },
  account: Account,
  ports: Pick<Ports, 'clock' | 'ids'>,
): { creditFen: number; applications: BillApplication[]; transfers: Transfer[] } {
  const { company, source, householdId, paidOn } = payment
  const on = account.on < paidOn ? account.on : paidOn
  const { parts, creditFen } = allocate(fen(payment.amountFen), account.seasons)
  const applications = parts.map(({ season, billId, principalFen, lateFeeFen }) => {
    if (!billId) throw new Error(`allocated to a season without a bill: ${season}`)
    return {
      id: ports.ids.next(),
      company,
      billId,
      paymentId: payment.id,
      ofPayment: payment.id,
      on,
      principalFen,
      lateFeeFen,
      recordedAt: payment.recordedAt,
    }
  })
  const transfers = transfersOf(
    {
      company,
      postingKey: postingKeyOf(payment),
      event: 'payment-applied',
      effectiveOn: paidOn,
      evidenceKind: 'payment',
      evidenceId: payment.id,
      postings: paymentApplied({ source, householdId, shares: parts, creditFen }),
    },
    ports,
  )
  return { creditFen, applications, transfers }
}

/**
 * Pays a household's bills with money that has arrived, less what paying early takes off them (C13): oldest season first, late fee before principal, the rest is credit
 * (domain.md C6). Guards: the payment is unique, the household's version is raised by its own row, and no bill is paid past
 * what it bills (M2, M3). `countsOn`: an earlier day for which the payment counts (quote.ts). With `credit: 'of-a-rest'` some of
 * it must be applied: the caller has seen that something is owed. Throws ConcurrencyConflict when another payment of this household was
 * faster; the transaction then runs again.
 */
export async function applyToHousehold(
  store: Pick<BookingStore, 'bills' | 'households' | 'ledger' | 'payments' | 'whole'>,
  money: ArrivedMoney & { householdId: string },
  ports: Ports,
  { credit, countsOn }: { credit: 'allowed' | 'of-a-rest'; countsOn?: string } = { credit: 'allowed' },
): Promise<'applied' | 'already'> {
  const payment = paymentRow(money, 'applied', ports)
  if ((await store.payments.insert(payment)) === 'duplicate') return 'already'
  const days = { paidOn: money.paidOn, countsOn }
  let found = await readAccount(store, money.householdId, days, ports)
  const { company, householdId, amountFen } = money
  const { bills, account: owed } = found
  const early = { householdId, company, bills, account: owed, amountFen, through: paidThrough(money.source) }
  if (await grantDiscounts(() => store.whole(), { ...early, causeId: payment.id }, ports))
    found = await readAccount(store, householdId, days, ports)
  const { household, account } = found
  const { creditFen, applications, transfers } = applicationOf(
    { ...payment, householdId: household.id },
    account,
    ports,
  )
  if (applications.length === 0 && credit === 'of-a-rest') throw new ConcurrencyConflict(`household ${household.id}`)
  if (!(await store.households.touch(household, creditFen))) throw new ConcurrencyConflict(`household ${household.id}`)
  for (const { billId, principalFen, lateFeeFen } of applications) {
    if (!(await store.bills.apply(billId, principalFen, lateFeeFen))) throw new ConcurrencyConflict(`bill ${billId}`)
  }
  await store.bills.insertApplications(applications)
  await store.ledger.insert(transfers)
  return 'applied'
}

/** Keeps money that cannot be applied: booked to suspense, with a work item and its owner (M7). */
export async function holdInSuspense(
  store: Pick<BookingStore, 'ledger' | 'payments' | 'suspense'>,
  money: ArrivedMoney,
  reason: SuspenseReason,
  ports: Ports,
): Promise<'suspense' | 'already'> {
  const payment = paymentRow(money, 'suspense', ports)
  if ((await store.payments.insert(payment)) === 'duplicate') return 'already'
  await store.suspense.insert({
    id: ports.ids.next(),
    company: money.company,
    paymentId: payment.id,
    reason,
    amountFen: money.amountFen,
    owner: FINANCE_DESK,
    status: 'open',
    exit: null,
    openedAt: payment.recordedAt,
    resolvedAt: null,
  })
  await store.ledger.insert(
    transfersOf(
      {
        company: money.company,
        postingKey: postingKeyOf(money),
        event: 'payment-suspended',
        effectiveOn: money.paidOn,
        evidenceKind: 'payment',
        evidenceId: payment.id,
        postings: paymentSuspended(money),
      },
      ports,
    ),
  )
  return 'suspense'
}
