import type { HouseholdHistory, HouseholdRowsAnswer } from '../../../contract/consoleBooks'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/sourceName'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { maskCard, plainCard } from '../../domain/settlement/bankCard'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { type HouseholdAccount, readHouseholdAccount } from '../householdAccount'
import type { Clock, Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { householdRow, paymentView, transferView } from './views'

const MOST_APPLICATIONS = 50

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
      return { rows: rows.map(householdRow), total }
    },

    /** Everything that ever happened to a household: bills, payments, refunds, ledger entries, applications. */
    async history(staff: Pick<Staff, 'company'>, id: string): Promise<HouseholdHistory | Refusal> {
      const household = await read.households.byId(id)
      if (!household || !worksFor(staff, household.company)) return refuse('not-found')
      const asOf = clock.today()
      const found = await readHouseholdAccount(read, rulebooks, household.company, id, asOf)
      if (!found) return refuse('not-found')
      const payments = await read.payments.byHousehold(id)
      const refunds = await Promise.all(payments.map((payment) => read.refunds.byPayment(payment.id)))
      const transfers = await read.ledger.ofHousehold(id)
      const applications = await read.applications.list({ householdId: id }, 0, MOST_APPLICATIONS)
      return {
        household: factsOf(found),
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

function factsOf({ household }: HouseholdAccount): HouseholdHistory['household'] {
  const { phone, identityNumber, bankCard, heatSource, billing, buildingArea, usableArea, cardHolder } = household
  return {
    ...householdRow(household),
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

function billsOf({ bills, account }: HouseholdAccount): HouseholdHistory['bills'] {
  return [...bills].reverse().map((bill) => {
    const owed = account.seasons.find(({ billId }) => billId === bill.id)
    const { id, kind, season, lines, dueOn } = bill
    return {
      id,
      kind,
      season,
      lines,
      dueOn,
      totalFen: bill.billedFen - bill.reversedFen,
      paidFen: bill.appliedFen + bill.lateFeePaidFen,
      remainingFen: (owed?.principalFen ?? 0) + (owed?.lateFeeFen ?? 0),
      lateFeeFen: owed?.lateFeeFen ?? 0,
    }
  })
}
