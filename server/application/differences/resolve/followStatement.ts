import type { BankEntry } from '../../../domain/settling/bankEntry'
import type { ExecutorPorts } from '../../approvals'
import { Outrun, type Store } from '../../ports'
import { isRefusal, type Refusal, refuse } from '../../refusal'
import { bookArrival } from '../../settling/bookArrival'
import { matchOpen } from '../../settling/matchOpen'
import { raiseUnexplained } from '../../settling/raiseUnexplained'
import { type UndoneArrival, undoArrival } from '../../settling/undoArrival'
import { bookedEntryOf } from '../facts'
import { bookAsTold } from './bookAsTold'
import { correctPayment } from './correctPayment'
import type { AtWork, Effect, Resolve } from './effect'

/**
 * A re-sent statement tells otherwise of a movement that is booked, and the bank stands by it: what was booked is reversed, entry
 * by entry, and the movement is booked as it is told now. What fits money on its way is found as on any statement; else it is
 * booked against what it was booked against before (bookAsTold); what then has no explanation is a difference. Refused:
 * `books-changed`, `statement-not-followed`, and see correctPayment for what somebody paid straight into our account.
 */
export const followStatement: Resolve = async (store, at, ports) => {
  const { item, resolutionId } = at
  const entry = await bookedEntryOf(store, item)
  const rulebook = ports.rulebooks.get(item.company)
  if (!entry?.arrivalId || !rulebook) return refuse('books-changed')
  const undone = await undoArrival(store, entry.arrivalId, resolutionId, ports)
  if (!undone) return refuse('books-changed')
  const fresh = await toldAnew(store, undone, { at, entry }, ports)
  if (undone.arrival.pass === 'deposit') return depositCorrected(store, { at, undone, fresh }, ports)
  if (undone.arrival.pass === 'claim-returned') await claimsOpenAgain(store, entry, at, ports)
  await matchOpen(store, rulebook, item.date, ports)
  const left = await unexplained(store, fresh)
  if (left.length === 0) return {}
  const transits = await stillOnTheWay(store, undone)
  const told = { entries: left, transits, feeFen: undone.feeFen, resolutionId }
  if (await bookAsTold(store, told, ports)) return {}
  for (const one of left) await raiseUnexplained(store, one, ports)
  return {}
}

/** The movements as the statement tells them now: the one that it corrects, and those that had arrived together with it. */
async function toldAnew(
  store: Store,
  { entries }: UndoneArrival,
  { at: { item }, entry }: { at: AtWork; entry: BankEntry },
  { ids }: ExecutorPorts,
): Promise<BankEntry[]> {
  const fresh: BankEntry[] = []
  for (const one of entries) {
    if (one.id === entry.id && item.theirFen === null) continue
    const told =
      one.id === entry.id ? { amountFen: Math.abs(item.theirFen ?? 0), fileId: item.fileId ?? one.fileId } : {}
    const row: BankEntry = { ...one, ...told, id: ids.next(), arrivalId: null, replacedBy: null }
    if ((await store.settling.insertEntry(row)) === 'duplicate') throw new Outrun(`entry ${one.bankReference}`)
    fresh.push(row)
  }
  return fresh
}

/** What people booked as somebody's payment into our account counts with what came, by the same steps as any payment. */
async function depositCorrected(
  store: Store,
  { at, undone, fresh }: { at: AtWork; undone: UndoneArrival; fresh: readonly BankEntry[] },
  ports: ExecutorPorts,
): Promise<Effect | Refusal> {
  const { item, payload } = at
  const [transit] = undone.transits
  const [entry] = fresh
  if (!transit) return refuse('books-changed')
  const truth = entry
    ? {
        ...{ says: 'file-row' as const, transactionId: item.key, userCode: null },
        ...{ amountFen: entry.amountFen, paidOn: entry.bookedOn },
      }
    : { says: 'not-paid' as const }
  const corrected = await correctPayment(store, { ...at, payload: { ...payload, truth } }, ports)
  if (isRefusal(corrected)) return corrected
  if (!entry) {
    await store.settling.dropTransit(transit.id)
    return corrected
  }
  const { amountFen } = entry
  if (!(await store.settling.changeTransit(transit.id, { amountFen, netFen: amountFen }))) {
    throw new Outrun(`transit ${transit.id}`)
  }
  const settled = { ...transit, amountFen, netFen: amountFen }
  await bookArrival(store, item.company, { pass: 'deposit', entries: [entry], transits: [settled] }, ports)
  return corrected
}

/** What a movement brought back of claims is owed to us again: the movement was another. */
async function claimsOpenAgain(
  store: Store,
  entry: BankEntry,
  { resolutionId }: AtWork,
  { clock, ids }: ExecutorPorts,
): Promise<void> {
  for (const { company, claimId, amountFen } of await store.channelClaims.returnsBy(entry.id)) {
    if (!(await store.channelClaims.giveBack(claimId, 0 - amountFen))) throw new Outrun(`claim ${claimId}`)
    const back = { company, claimId, resolutionId, amountFen: 0 - amountFen, entryId: null, at: clock.now() }
    await store.channelClaims.insertReturn({ ...back, id: ids.next() })
  }
}

async function unexplained(store: Store, fresh: readonly BankEntry[]): Promise<BankEntry[]> {
  const now = await Promise.all(fresh.map((entry) => store.settling.entryBy(entry)))
  return now.flatMap((entry) => (entry && entry.arrivalId === null ? [entry] : []))
}

async function stillOnTheWay(store: Store, { transits }: UndoneArrival) {
  const now = await Promise.all(
    transits.map(({ company, party, reference }) => store.settling.transitBy(company, party, reference)),
  )
  return now.flatMap((transit) => (transit && transit.arrivalId === null ? [transit] : []))
}
