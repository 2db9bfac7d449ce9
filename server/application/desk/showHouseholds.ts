import type {
  HouseholdHistory,
  HouseholdRow,
  HouseholdRowsAnswer,
  PaymentView,
  TransferView,
} from '../../../contract/consoleBooks'
import { maskCard, plainCard } from '../../domain/heatSettlement/refundApplication'
import { addressOf, type Household } from '../../domain/household/household'
import { accountName, type ChartOfAccounts, LEDGER_EVENT_NAMES } from '../../domain/ledger/accounts'
import type { Transfer } from '../../domain/ledger/transfer'
import type { Payment, SourceName } from '../../domain/payment/payment'
import { labelOfUse } from '../../domain/rulebook/labels'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Staff } from '../../domain/staff/staff'
import { visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { billAmounts, type HouseholdAccount, readHouseholdAccount } from '../households/householdAccount'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'

/** A household in a list of the finance desk: unmasked, staff work with it. */
export function householdRow(rulebooks: Rulebooks, household: Household): HouseholdRow {
  const { id, company, userCode, owner, use, service } = household
  const label = labelOfUse(rulebooks.get(company) ?? { uses: {} }, use)
  return { id, company, userCode, owner, address: addressOf(household), use, useLabel: label, service }
}

/** A payment as the desk is shown it, in the words of contract/consoleBooks.ts; amounts in fen. */
export function paymentView(payment: Payment): PaymentView {
  const { id, source, transactionId, orderNo, amountFen, refundedFen, outcome, paidAt, paidOn } = payment
  return { id, source, transactionId, orderNo, amountFen, refundedFen, outcome, paidAt, paidOn }
}

/** A transfer with the names of its event and accounts; `chart` names the accounts, `sourceName` whose they are. */
export function transferView(chart: ChartOfAccounts, sourceName: SourceName) {
  return (transfer: Transfer): TransferView => {
    const { postingKey: _, sequence: __, digest: ___, ...shown } = transfer
    return {
      ...shown,
      eventName: LEDGER_EVENT_NAMES[transfer.event],
      debitName: accountName(chart, transfer.debitAccount, sourceName),
      creditName: accountName(chart, transfer.creditAccount, sourceName),
    }
  }
}

const MAX_APPLICATIONS = 50

interface Ports {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
  chart: ChartOfAccounts
  sourceName: SourceName
}

/** Households as the finance desk looks them up, and one with its full history. */
export function createShowHouseholds({ database, clock, rulebooks, chart, sourceName }: Ports) {
  const { read } = database
  return {
    async find(filter: { company?: string; q?: string }, offset: number, limit: number): Promise<HouseholdRowsAnswer> {
      const { rows, total } = await read.desk.households(filter, offset, limit)
      return { rows: rows.map((row) => householdRow(rulebooks, row)), total }
    },

    /** Everything that ever happened to a household: bills, payments, refunds, ledger entries, applications. */
    async history(staff: Pick<Staff, 'company'>, id: string): Promise<HouseholdHistory | Refusal<'not-found'>> {
      const household = visibleTo(staff, await read.households.byId(id))
      if (isRefusal(household)) return household
      const asOf = clock.today()
      const found = await readHouseholdAccount(read, rulebooks, household.company, id, asOf)
      if (!found) return refuse('not-found')
      const payments = await read.payments.byHousehold(id)
      const refunds = await Promise.all(payments.map((payment) => read.refunds.byPayment(payment.id)))
      const transfers = await read.ledger.ofHousehold(id)
      const applications = await read.applications.list({ householdId: id }, 0, MAX_APPLICATIONS)
      return {
        household: factsOf(rulebooks, found),
        asOf,
        owedFen: found.account.owedFen,
        bills: billsOf(found),
        payments: payments.map(paymentView),
        refunds: refunds.flat().map(({ refundNo, paymentId, amountFen, status, reason, requestedAt, succeededAt }) => ({
          refundNo,
          paymentId,
          amountFen,
          status,
          reason,
          requestedAt,
          succeededAt,
        })),
        transfers: [...transfers].reverse().map(transferView(chart, sourceName)),
        applications: applications.rows.map(({ id: applicationId, kind, season, status, askedAt }) => ({
          id: applicationId,
          kind,
          season,
          status,
          askedAt,
        })),
      }
    },
  }
}

function factsOf(rulebooks: Rulebooks, { household }: HouseholdAccount): HouseholdHistory['household'] {
  const { phone, identityNumber, bankCard, heatSource, billing, buildingArea, usableArea, cardHolder } = household
  return {
    ...householdRow(rulebooks, household),
    phone,
    // Enough to compare a paper with, and no more.
    identityNumber: identityNumber === null ? null : `****${identityNumber.slice(-4)}`,
    bankCard: bankCard === null ? null : maskCard(plainCard(bankCard)),
    heatSource,
    billing,
    buildingArea,
    usableArea,
    cardHolder,
    lowIncomeApprovedFor: household.lowIncomeApprovedFor,
    movedOutOn: household.movedOutOn,
    creditFen: household.creditFen,
  }
}

function billsOf(found: HouseholdAccount): HouseholdHistory['bills'] {
  return [...found.bills].reverse().map((bill) => {
    const { id, kind, season, dueOn } = bill
    return { id, kind, season, dueOn, ...billAmounts(found, bill) }
  })
}
