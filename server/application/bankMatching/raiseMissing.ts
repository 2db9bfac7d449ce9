import { type BankEntry, receives, signedEntryFen } from '../../domain/bankMatching/bankEntry'
import { depositOf, missingBy, statementDifferences } from '../../domain/bankMatching/statementDifferences'
import { DAYS_REMEMBERED, type Transit } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import type { PaymentSource, SourceName } from '../../domain/payment/payment'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import { subjectsOf } from '../../domain/reconciliation/run'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { newDifference } from '../runs/newDifference'

/** The statements on which money should have been by a day and was not, each with what it has missed for the first time. */
async function missedBy(
  store: Pick<Store, 'bankMatching'>,
  rulebook: Rulebook,
  date: string,
): Promise<Map<PaymentSource, Transit[]>> {
  const way = await store.bankMatching.onTheWay(rulebook.id, addDays(date, -DAYS_REMEMBERED), date)
  const late = missingBy(way, date).filter(({ overdueOn }) => overdueOn === null)
  const missed = new Map<PaymentSource, Transit[]>()
  for (const transit of late) {
    const account = rulebook.payment.accounts.find((one) => receives(rulebook, one, transit.party))
    if (!account) continue
    const statement: PaymentSource = `bank:${account.statement}`
    // The statement of that day, when it comes after all, finds its own item here; another day's does not raise it again.
    if (!(await store.bankMatching.changeTransit(transit.id, { overdueOn: date, missedIn: statement }))) continue
    missed.set(statement, [...(missed.get(statement) ?? []), transit])
  }
  return missed
}

/**
 * Money that should have been in our account by T+2, on a day of which no statement has told: a work item of that day at the
 * bank that should have shown it. What a statement has missed already stays that statement's.
 */
export async function raiseMissing(
  store: Pick<Store, 'bankMatching' | 'reconciliation'>,
  rulebook: Rulebook,
  date: string,
  { clock, ids, sourceName }: { clock: Clock; ids: Ids; sourceName: SourceName },
): Promise<void> {
  for (const [channel, transits] of await missedBy(store, rulebook, date)) {
    const day: ChannelFileDay = { company: rulebook.id, channel, bill: 'statement', date }
    const differences = statementDifferences([], transits, [], [], sourceName)
    const subjects = subjectsOf(differences)
    const known = new Set((await store.reconciliation.itemsOf(day)).map(({ subject }) => subject))
    const fresh = differences.map((difference, index) =>
      newDifference(day, difference, { subject: subjects[index] ?? '', fileId: null }, { clock, ids }),
    )
    await store.reconciliation.insertItems(fresh.filter(({ subject }) => !known.has(subject)))
  }
}

/** A movement that nothing explains any more is work of its statement's day, at once: nobody has to reconcile the day again for it. */
export async function raiseUnexplained(
  store: Pick<Store, 'reconciliation'>,
  entry: BankEntry,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, statement, statedOn, bankReference, direction, fileId } = entry
  const day: ChannelFileDay = { company, channel: statement, bill: 'statement', date: statedOn }
  const credit = direction === 'credit'
  const difference = {
    kind: 'channel-only' as const,
    subKind: credit ? ('deposit' as const) : ('debit' as const),
    rowKind: credit ? ('payment' as const) : ('refund' as const),
    key: bankReference,
    orderNo: null,
    channelNo: bankReference,
    ourFen: null,
    theirFen: signedEntryFen(entry),
    reason: `第 ${entry.line} 行：按改送的对账单更正后，查不到来历的一笔`,
    seen: { ours: null, theirs: credit ? depositOf(entry) : null },
  }
  const [subject = ''] = subjectsOf([difference])
  const known = await store.reconciliation.itemsOf(day)
  if (known.some((item) => item.subject === subject)) return
  await store.reconciliation.insertItems([newDifference(day, difference, { subject, fileId }, { clock, ids })])
}
