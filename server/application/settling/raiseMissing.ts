import { addDays } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import type { SourceName } from '../../domain/payment/sourceName'
import type { BillDay } from '../../domain/reconciliation/billFile'
import { subjectsOf } from '../../domain/reconciliation/run'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { receives } from '../../domain/settling/ourAccounts'
import { missingBy, statementDifferences } from '../../domain/settling/statementDifferences'
import { DAYS_REMEMBERED, type Transit } from '../../domain/settling/transit'
import { newWorkItem } from '../newWorkItem'
import type { Clock, Ids, Store } from '../ports'

/** The statements on which money should have been by a day and was not, each with what it has missed for the first time. */
async function missedBy(store: Store, rulebook: Rulebook, date: string): Promise<Map<PaymentSource, Transit[]>> {
  const way = await store.settling.onTheWay(rulebook.id, addDays(date, -DAYS_REMEMBERED), date)
  const late = missingBy(way, date).filter(({ overdueOn }) => overdueOn === null)
  const missed = new Map<PaymentSource, Transit[]>()
  for (const transit of late) {
    const account = rulebook.payment.accounts.find((one) => receives(rulebook, one, transit.party))
    if (!account) continue
    const statement: PaymentSource = `bank:${account.statement}`
    // The statement of that day, when it comes after all, finds its own item here; another day's does not raise it again.
    if (!(await store.settling.changeTransit(transit.id, { overdueOn: date, missedIn: statement }))) continue
    missed.set(statement, [...(missed.get(statement) ?? []), transit])
  }
  return missed
}

/**
 * Money that should have been in our account by T+2, on a day of which no statement has told: a work item of that day at the
 * bank that should have shown it. What a statement has missed already stays that statement's.
 */
export async function raiseMissing(
  store: Store,
  rulebook: Rulebook,
  date: string,
  { clock, ids, sourceName }: { clock: Clock; ids: Ids; sourceName: SourceName },
): Promise<void> {
  for (const [channel, transits] of await missedBy(store, rulebook, date)) {
    const day: BillDay = { company: rulebook.id, channel, bill: 'statement', date }
    const differences = statementDifferences([], transits, [], [], sourceName)
    const subjects = subjectsOf(differences)
    const known = new Set((await store.reconciliation.itemsOf(day)).map(({ subject }) => subject))
    const fresh = differences.map((difference, index) =>
      newWorkItem(day, difference, { subject: subjects[index] ?? '', fileId: null }, { clock, ids }),
    )
    await store.reconciliation.insertItems(fresh.filter(({ subject }) => !known.has(subject)))
  }
}
