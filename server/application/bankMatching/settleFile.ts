import { isChannel } from '../../../contract/channelWords'
import { type AccountMovement, type BankEntry, receives } from '../../domain/bankMatching/bankEntry'
import { matchArrivals } from '../../domain/bankMatching/matchArrivals'
import { DAYS_QUOTED } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import type { ChannelFile } from '../../domain/reconciliation/channelFile'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { ChannelFileTotals } from '../ports/channelFiles'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { isSettledByPeople } from '../runs/statementItems'
import { bookArrival, bookDeposit } from './bookArrival'
import { postFees } from './fees'
import { keepCollections, keepRemittances } from './keepEntries'

type MatchOpenPorts = { clock: Clock; ids: Ids }

/**
 * Matches what is unexplained on our accounts around a day with what is on its way, and books what has arrived
 * (`channel-settled`): each entry once, with the entry as evidence (M3). It runs after each file that reports either side,
 * so that it does not matter which comes first. What a person has settled otherwise is left alone.
 */
export async function matchOpen(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation'>,
  rulebook: Rulebook,
  date: string,
  ports: MatchOpenPorts,
): Promise<void> {
  const company = rulebook.id
  const [from, until] = [addDays(date, -DAYS_QUOTED), addDays(date, DAYS_QUOTED)]
  for (const account of rulebook.payment.accounts) {
    const entries: BankEntry[] = []
    for (const entry of await store.bankMatching.unexplained(company, `bank:${account.statement}`, from, until)) {
      if (entry.account !== account.number) continue
      if (!(await isSettledByPeople(store, entry))) entries.push(entry)
      else await bookDeposit(store, entry, ports)
    }
    if (entries.length === 0) continue
    const transits = (await store.bankMatching.onTheWay(company, from, until)).filter(({ party }) =>
      receives(rulebook, account, party),
    )
    for (const found of matchArrivals(entries, transits).found) await bookArrival(store, company, found, ports)
  }
}

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Does what a file in force brings beside its comparison: the channel's fees are posted, what it has sent to our account is
 * on its way, and what of it the account shows already has arrived. Telling it again changes nothing; a further version that
 * comes into force changes by the difference. Gives what such a version says otherwise of money that has arrived already.
 */
export function createSettleFile(ports: Ports) {
  const { database, rulebooks, ids } = ports
  return async function settleFile(
    file: ChannelFile,
    totals: ChannelFileTotals,
    movements: readonly AccountMovement[] = [],
  ): Promise<Mismatch[]> {
    const rulebook = rulebooks.get(file.company)
    if (!rulebook) return []
    const atBank = !isChannel(file.channel)
    return database.transaction(async (store) => {
      // A closed day cannot change; what still comes for it is for the desk to see.
      if (file.date <= (await store.closings.take(file.company))) return []
      if (totals.feeMilliFen !== undefined) await postFees(store, file, totals.feeMilliFen, ports)
      if (!atBank && file.bill !== 'fundflow') return []
      const gaps = atBank
        ? await keepCollections(store, file, totals.totalFen, rulebook, ids)
        : await keepRemittances(store, file, movements, ids)
      await matchOpen(store, rulebook, file.date, ports)
      return gaps
    })
  }
}
