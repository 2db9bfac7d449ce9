import type {
  AccountsAnswer,
  EvidenceAnswer,
  EvidenceFact,
  TransfersAnswer,
  TransferView,
} from '../../../contract/consoleBooks'
import { sumFen } from '../../../contract/money'
import type { AuditEntry } from '../../domain/audit/audit'
import { addDays, type CivilDate, startOfDay } from '../../domain/calendar/civilDate'
import {
  accountName,
  accountOf,
  balanceOf,
  type ChartOfAccounts,
  LEDGER_EVENT_NAMES,
} from '../../domain/ledger/accounts'
import type { Transfer } from '../../domain/ledger/transfer'
import type { SourceName } from '../../domain/payment/payment'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { TransferFilter } from '../ports/desk'
import type { Clock } from '../ports/system'
import { readEvidence } from './readEvidence'
import { transferView } from './showHouseholds'

const MAX_ON_EVIDENCE = 200

/** By how much an entry moves an account, on its debit side less its credit side. */
const signed = ({ debitAccount, creditAccount, amountFen }: Transfer, account: string): number =>
  (debitAccount === account ? amountFen : 0) - (creditAccount === account ? amountFen : 0)

/** The ledger as the finance desk reads it: balances, entries, and what proves an entry. */
export function createShowLedger({
  database,
  clock,
  chart,
  sourceName,
}: {
  database: Database
  clock: Clock
  chart: ChartOfAccounts
  sourceName: SourceName
}) {
  const { desk } = database.read
  const view = transferView(chart, sourceName)

  /** Entries with whose they are, our orders, and, of one account, its balance after each; newest first, as they are listed. */
  async function told(filter: TransferFilter, rows: readonly Transfer[]): Promise<TransferView[]> {
    const { read } = database
    const homes = await read.households.byIds([...new Set(rows.flatMap(({ householdId }) => householdId ?? []))])
    const codes = new Map(homes.map(({ id, userCode }) => [id, userCode]))
    const paid = rows.flatMap(({ evidenceKind, evidenceId }) => (evidenceKind === 'payment' ? [evidenceId] : []))
    const orders = new Map((await read.payments.byIds([...new Set(paid)])).map(({ id, orderNo }) => [id, orderNo]))
    const { account, company } = filter
    const last = rows.at(-1)
    // A balance runs through every entry of the account in their order: a list that leaves some out, or sorts them, has none.
    const whole = [filter.event, filter.from, filter.to, filter.sort].every((one) => one === undefined)
    const balances = new Map<string, number>()
    if (account !== undefined && last !== undefined && whole && filter.way !== 'ascend') {
      let balance = await desk.movedBefore({ company, account }, last)
      for (const row of [...rows].reverse()) {
        balance += signed(row, account)
        balances.set(row.id, balance)
      }
    }
    return rows.map((row) => ({
      ...view(row),
      userCode: row.householdId === null ? null : (codes.get(row.householdId) ?? null),
      orderNo: orders.get(row.evidenceId) ?? null,
      balanceFen: balances.get(row.id) ?? null,
    }))
  }

  return {
    /** Every account of the chart that was ever used, with its sums until a day (today, if none is named). */
    async accounts(company: string, until = clock.today()): Promise<AccountsAnswer> {
      const totals = await desk.accountTotals(company, until)
      const accounts = totals.map(({ account, debitFen, creditFen }) => {
        const known = accountOf(chart, account)
        const kind = known?.kind ?? 'liability'
        return {
          account,
          code: known?.code ?? '',
          name: accountName(chart, account, sourceName),
          kind,
          meaning: known?.meaning ?? '',
          debitFen,
          creditFen,
          balanceFen: balanceOf({ kind }, { debitFen, creditFen }),
        }
      })
      const order = (account: string) => {
        const known = accountOf(chart, account)
        return known ? chart.indexOf(known) : chart.length
      }
      accounts.sort((one, other) => order(one.account) - order(other.account) || (one.account < other.account ? -1 : 1))
      return {
        until,
        accounts,
        debitFen: sumFen(accounts.map(({ debitFen }) => debitFen)),
        creditFen: sumFen(accounts.map(({ creditFen }) => creditFen)),
      }
    },

    async transfers(filter: TransferFilter, offset: number, limit: number): Promise<TransfersAnswer> {
      const { rows, total } = await desk.transfers(filter, offset, limit)
      const events = Object.entries(LEDGER_EVENT_NAMES).map(([event, name]) => ({ event, name }))
      return { rows: await told(filter, rows), total, events }
    },

    /** What proves an entry, with everything that was booked on it. Another company's is as if it did not exist. */
    async evidence(
      staff: Pick<Staff, 'company'>,
      company: string,
      kind: string,
      id: string,
    ): Promise<EvidenceAnswer | Refusal<'not-found'>> {
      if (!worksFor(staff, company)) return refuse('not-found')
      const { rows } = await desk.transfers({ company, evidenceKind: kind, evidenceId: id }, 0, MAX_ON_EVIDENCE)
      const proof = await readEvidence(database.read, sourceName, { company, kind, id })
      if (rows.length === 0 && !proof) return refuse('not-found')
      const bare: { title: string; facts: EvidenceFact[]; householdId: string | null } = {
        title: '凭据',
        facts: [{ label: '编号', value: id, as: 'text' }],
        householdId: rows.find(({ householdId }) => householdId !== null)?.householdId ?? null,
      }
      return { ...(proof ?? bare), transfers: rows.map(view) }
    },
  }
}

export interface AuditQuestion {
  company?: string
  deed?: string
  actor?: string
  from?: CivilDate
  /** The last day, included. */
  to?: CivilDate
}

/** The audit log as one member of staff may read it: his company's chain, or, working for all, every chain. */
export function createShowAudit({ database }: { database: Database }) {
  return async function showAudit(
    staff: Pick<Staff, 'company'>,
    { company, deed, actor, from, to }: AuditQuestion,
    offset: number,
    limit: number,
  ): Promise<{ rows: AuditEntry[]; total: number } | Refusal<'not-found'>> {
    if (company !== undefined && !worksFor(staff, company)) return refuse('not-found')
    const companies = company !== undefined ? [company] : worksFor(staff, '*') ? undefined : [staff.company]
    const filter = {
      companies,
      deed,
      actor,
      from: from === undefined ? undefined : startOfDay(from),
      to: to === undefined ? undefined : startOfDay(addDays(to, 1)),
    }
    return database.read.audit.page(filter, offset, limit)
  }
}
