import { addDays } from '../../domain/calendar/civilDate'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { BankEntry } from '../../domain/settling/bankEntry'
import { matchArrivals } from '../../domain/settling/matchArrivals'
import { receives } from '../../domain/settling/ourAccounts'
import { DAYS_QUOTED } from '../../domain/settling/transit'
import type { Clock, Ids, Store } from '../ports'
import { bookArrival, bookDeposit } from './bookArrival'
import { isSettledByPeople } from './statementItems'

type Ports = { clock: Clock; ids: Ids }

/**
 * Matches what is unexplained on our accounts around a day with what is on its way, and books what has arrived
 * (`channel-settled`): each entry once, with the entry as evidence (M3). It runs after each file that tells of either side,
 * so that it does not matter which comes first. What a person has settled otherwise is left alone.
 */
export async function matchOpen(store: Store, rulebook: Rulebook, date: string, ports: Ports): Promise<void> {
  const company = rulebook.id
  const [from, until] = [addDays(date, -DAYS_QUOTED), addDays(date, DAYS_QUOTED)]
  for (const account of rulebook.payment.accounts) {
    const entries: BankEntry[] = []
    for (const entry of await store.settling.unexplained(company, `bank:${account.statement}`, from, until)) {
      if (entry.account !== account.number) continue
      if (!(await isSettledByPeople(store, entry))) entries.push(entry)
      else await bookDeposit(store, entry, ports)
    }
    if (entries.length === 0) continue
    const transits = (await store.settling.onTheWay(company, from, until)).filter(({ party }) =>
      receives(rulebook, account, party),
    )
    for (const found of matchArrivals(entries, transits).found) await bookArrival(store, company, found, ports)
  }
}
