import { isChannel } from '../../../contract/channelWords'
import type { BillFile } from '../../domain/reconciliation/billFile'
import type { Difference } from '../../domain/reconciliation/difference'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { AccountMovement } from '../../domain/settling/movement'
import type { BillTotals } from '../billPort'
import type { Clock, Database, Ids } from '../ports'
import { keepCollections, keepRemittances } from './keepTransits'
import { matchOpen } from './matchOpen'
import { postFees } from './postFees'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Does what a file in force brings beside its comparison: the channel's fees are posted, what it has sent to our account is
 * on its way, and what of it the account shows already has arrived. Telling it again changes nothing; a further version that
 * comes into force changes by the difference. Gives what such a version says otherwise of money that has arrived already.
 */
export function createSettleFile(ports: Ports) {
  const { database, rulebooks, ids } = ports
  return async function settleFile(
    file: BillFile,
    totals: BillTotals,
    movements: readonly AccountMovement[] = [],
  ): Promise<Difference[]> {
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
