import { formatYuan } from '../../../../contract/money'
import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { apartOf, nameOf, oursOf, theirsOf } from '../../../domain/difference/facts'
import { claimReturned } from '../../../domain/ledger/rulesOfDifferences'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookArrival, type UndoneArrival, undoArrival } from '../../bankMatching/bookArrival'
import { raiseUnexplained } from '../../bankMatching/raiseMissing'
import { matchOpen } from '../../bankMatching/settleFile'
import { transfersOf } from '../../common/post'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import { bookedEntryOf } from '../facts'
import { bookAsRestated } from '../resolve/bookAsRestated'
import { correctPayment } from '../resolve/correctPayment'
import type { ResolutionContext, ResolutionOutcome, ResolutionRule } from '../resolve/resolution'

/**
 * 按改送的对账单更正: what is booked and not there any more moves money; anyone who doubts the re-sent statement puts the old one in
 * force again.
 */
export const followStatement = {
  name: 'follow-statement',
  of: ['contradiction'],
  fits: (_, { contradictsBooked }) => contradictsBooked,
  amount: apartOf,
  sentence(item, facts) {
    const [name, ours] = [nameOf(item, facts), formatYuan(oursOf(item))]
    return item.theirFen === null
      ? `以改送的对账单为准，冲回${name} 已入账的 ${ours}，原来在途的款项继续等待到账`
      : `以改送的对账单为准，冲回${name} 已入账的 ${ours}，按 ${formatYuan(theirsOf(item))} 重新入账`
  },
  needs: [],
  truth: null,
  /**
   * A re-sent statement tells otherwise of a movement that is booked, and the bank stands by it: what was booked is reversed, entry
   * by entry, and the movement is booked as it is told now. What fits money on its way is found as on any statement; else it is
   * booked against what it was booked against before (bookAsRestated); what then has no explanation is a difference. Refused:
   * `books-changed`, `statement-not-followed`, and see correctPayment for what somebody paid straight into our account.
   */
  async run(store, at, ports) {
    const { item, resolutionId } = at
    const entry = await bookedEntryOf(store, item)
    const rulebook = ports.rulebooks.get(item.company)
    if (!entry?.arrivalId || !rulebook) return refuse('books-changed')
    const undone = await undoArrival(store, entry.arrivalId, resolutionId, ports)
    if (!undone) return refuse('books-changed')
    const fresh = await bookRestated(store, undone, { at, entry }, ports)
    if (undone.arrival.pass === 'deposit') return depositCorrected(store, { at, undone, fresh }, ports)
    if (undone.arrival.pass === 'claim-returned') await reopenClaims(store, entry, at, ports)
    const ended = await debitClaimsEnd(store, undone, at, ports)
    if (ended) return ended
    await matchOpen(store, rulebook, item.date, ports)
    const left = await unexplained(store, fresh)
    if (left.length === 0) return {}
    const transits = await stillOnTheWay(store, undone)
    const told = { entries: left, transits, feeFen: undone.feeFen, resolutionId }
    if (await bookAsRestated(store, told, ports)) return {}
    for (const one of left) await raiseUnexplained(store, one, ports)
    return {}
  },
} satisfies ResolutionRule

/** The movements as the statement tells them now: the one that it corrects, and those that had arrived together with it. */
async function bookRestated(
  store: Pick<Store, 'bankMatching'>,
  { entries }: UndoneArrival,
  { at: { item }, entry }: { at: ResolutionContext; entry: BankEntry },
  { ids }: ExecutorPorts,
): Promise<BankEntry[]> {
  const fresh: BankEntry[] = []
  for (const one of entries) {
    if (one.id === entry.id && item.theirFen === null) continue
    const told =
      one.id === entry.id ? { amountFen: Math.abs(item.theirFen ?? 0), fileId: item.fileId ?? one.fileId } : {}
    const row: BankEntry = { ...one, ...told, id: ids.next(), arrivalId: null, replacedBy: null }
    if ((await store.bankMatching.insertEntry(row)) === 'duplicate')
      throw new ConcurrencyConflict(`entry ${one.bankReference}`)
    fresh.push(row)
  }
  return fresh
}

/** What people booked as somebody's payment into our account counts with what came, by the same steps as any payment. */
async function depositCorrected(
  store: Store,
  { at, undone, fresh }: { at: ResolutionContext; undone: UndoneArrival; fresh: readonly BankEntry[] },
  ports: ExecutorPorts,
): Promise<
  | ResolutionOutcome
  | Refusal<
      | 'bank-file-holds-it'
      | 'books-changed'
      | 'invoice-first'
      | 'not-refundable'
      | 'refund-too-much'
      | 'statement-not-followed'
      | 'suspense-first'
    >
> {
  const { item, payload } = at
  // One payment may be corrected; which of several a changed movement is short of, nobody can tell.
  const [transit, more] = undone.transits
  if (more) return refuse('statement-not-followed')
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
    await store.bankMatching.dropTransit(transit.id)
    return corrected
  }
  const { amountFen } = entry
  if (!(await store.bankMatching.changeTransit(transit.id, { amountFen, netFen: amountFen }))) {
    throw new ConcurrencyConflict(`transit ${transit.id}`)
  }
  const settled = { ...transit, amountFen, netFen: amountFen }
  await bookArrival(store, item.company, { pass: 'deposit', entries: [entry], transits: [settled] }, ports)
  return corrected
}

/** What a movement brought back of claims is owed to us again: the movement was another. */
async function reopenClaims(
  store: Pick<Store, 'channelClaims'>,
  entry: BankEntry,
  { resolutionId }: ResolutionContext,
  { clock, ids }: ExecutorPorts,
): Promise<void> {
  for (const { company, claimId, amountFen } of await store.channelClaims.returnsBy(entry.id)) {
    if (!(await store.channelClaims.giveBack(claimId, 0 - amountFen))) throw new ConcurrencyConflict(`claim ${claimId}`)
    const back = { company, claimId, resolutionId, amountFen: 0 - amountFen, entryId: null, at: clock.now() }
    await store.channelClaims.insertReturn({ ...back, id: ids.next() })
  }
}

/**
 * What was claimed of a debit is claimed no more: the debit was another. Refused (`statement-not-followed`) where some of the claim has
 * come back: what that was for, only people can tell.
 */
async function debitClaimsEnd(
  store: Pick<Store, 'bankMatching' | 'channelClaims' | 'ledger'>,
  { entries }: UndoneArrival,
  { item: { company }, resolutionId }: ResolutionContext,
  ports: ExecutorPorts,
): Promise<Refusal<'statement-not-followed'> | undefined> {
  for (const posted of await store.bankMatching.postedUnder(entries.map(({ id }) => `debit-claimed:${id}`))) {
    const [claim] = await store.channelClaims.byIds([posted.evidenceId])
    if (!claim || claim.returnedFen > 0) return refuse('statement-not-followed')
    const { id: claimId, amountFen } = claim
    if (!(await store.channelClaims.giveBack(claimId, amountFen))) throw new ConcurrencyConflict(`claim ${claimId}`)
    const row = {
      id: ports.ids.next(),
      company,
      claimId,
      resolutionId,
      amountFen,
      entryId: null,
      at: ports.clock.now(),
    }
    await store.channelClaims.insertReturn(row)
    const posting = {
      company,
      event: 'claim-returned',
      postingKey: `claim-returned:${resolutionId}:${claimId}`,
    } as const
    const evidence = { evidenceKind: 'difference', evidenceId: resolutionId, effectiveOn: posted.effectiveOn } as const
    const postings = claimReturned({ into: 'bank', amountFen })
    await store.ledger.insert(transfersOf({ ...posting, ...evidence, postings }, ports))
  }
  return undefined
}

async function unexplained(store: Pick<Store, 'bankMatching'>, fresh: readonly BankEntry[]): Promise<BankEntry[]> {
  const now = await Promise.all(fresh.map((entry) => store.bankMatching.entryBy(entry)))
  return now.flatMap((entry) => (entry && entry.arrivalId === null ? [entry] : []))
}

async function stillOnTheWay(store: Pick<Store, 'bankMatching'>, { transits }: UndoneArrival) {
  const now = await Promise.all(
    transits.map(({ company, party, reference }) => store.bankMatching.transitBy(company, party, reference)),
  )
  return now.flatMap((transit) => (transit && transit.arrivalId === null ? [transit] : []))
}
