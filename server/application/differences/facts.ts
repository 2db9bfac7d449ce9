import { isChannel } from '../../../contract/channelWords'
import { parseYuan } from '../../../contract/money'
import { type BankEntry, signedEntryFen } from '../../domain/bankMatching/bankEntry'
import { DAYS_REMEMBERED, isWaitedFor, type Transit, type TransitParty } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import { mayEndClaims, type ResolvingFacts } from '../../domain/difference/facts'
import { hasMoved } from '../../domain/difference/resolution'
import { countedFen, type Payment, type SourceName } from '../../domain/payment/payment'
import type { Difference } from '../../domain/reconciliation/run'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isPayer } from '../booking/bankNumbers'
import type { Store } from '../ports/database'
import type { Clock } from '../ports/system'

/**
 * Whether a row whose number its bank's file has used already is another payment than the one that is booked under it: of another
 * amount, or for another user. A mere repetition of the row is none, and neither is a channel's: its numbers are its own.
 */
export async function isSecondOfNumber(
  store: Pick<Store, 'households' | 'payments'>,
  item: Difference,
): Promise<boolean> {
  const { company, channel, key, kind, rowKind } = item
  const row = item.seen?.theirs
  if (kind !== 'duplicate-row' || rowKind !== 'payment' || isChannel(channel) || !row) return false
  const booked = await store.payments.byTransaction(company, channel, key)
  if (!booked) return false
  const sameAmount = booked.amountFen === row.amountFen || countedFen(booked) === row.amountFen
  return !sameAmount || !(await isPayer(store, booked, row.userCode ?? ''))
}

/** Where a bank's payment is now whose user code its file has corrected; undefined where it is not about one. */
export async function correctedPayer(
  store: Pick<Store, 'households' | 'payments' | 'suspense'>,
  { company, channel, kind, seen }: Difference,
): Promise<{ payment: Payment; leftFen: number; isKnown: boolean; wasMoved: boolean } | undefined> {
  const [ours, theirs] = [seen?.ours, seen?.theirs]
  if (kind !== 'payer' || !ours || theirs?.userCode === undefined) return undefined
  const payment = await standingFor(store, await store.payments.byTransaction(company, channel, ours.key))
  if (!payment) return undefined
  const waiting = payment.outcome === 'suspense' ? await store.suspense.ofPayment(payment.id) : undefined
  const wasResolved = payment.outcome === 'suspense' && waiting?.status !== 'open'
  return {
    payment,
    leftFen: wasResolved ? 0 : payment.amountFen - payment.refundedFen,
    isKnown: (await store.households.byUserCode(company, theirs.userCode)) !== undefined,
    wasMoved: wasResolved || payment.refundedFen > 0,
  }
}

/** The payment that stands for one whose bank has corrected its user code before, however often. */
async function standingFor(store: Pick<Store, 'payments'>, payment: Payment | undefined): Promise<Payment | undefined> {
  if (!payment?.movedTo) return payment
  return standingFor(store, await store.payments.byId(payment.movedTo))
}

/** What may be written off of one difference and in one month, in fen; nothing where the company's rulebook is not known. */
export function writeOffLimits(rulebook: Pick<Rulebook, 'payment'> | undefined): { eachFen: number; monthFen: number } {
  const limit = rulebook?.payment.writeOff
  return { eachFen: parseYuan(limit?.each ?? '0') ?? 0, monthFen: parseYuan(limit?.month ?? '0') ?? 0 }
}

export interface FactPorts {
  clock: Clock
  rulebooks: Rulebooks
  sourceName: SourceName
}

/** What decides which resolutions each of some differences of one company may have. */
export async function resolvingFacts(
  store: Pick<
    Store,
    'bankMatching' | 'channelClaims' | 'differences' | 'households' | 'payments' | 'refunds' | 'suspense'
  >,
  items: readonly Difference[],
  { clock, rulebooks, sourceName }: FactPorts,
): Promise<(item: Difference) => ResolvingFacts> {
  const alone = items.filter(({ ourFen, rowKind }) => ourFen === null && rowKind === 'payment')
  const booked = new Map<string, { paidOn: string; amountFen: number }>()
  const places = new Map(alone.map(({ company, channel }) => [`${company} ${channel}`, { company, channel }]))
  for (const { company, channel } of places.values()) {
    const keys = alone.filter((item) => item.company === company && item.channel === channel).map(({ key }) => key)
    for (const [key, paid] of await store.differences.paymentsOf(company, channel, keys)) {
      booked.set(`${company} ${channel} ${key}`, paid)
    }
  }
  const refunds = await refundsBooked(store, items)
  const moved = new Set<string>()
  const seconds = new Set<string>()
  const contradicting = new Set<string>()
  const missing = new Map<string, TransitParty>()
  const payers = new Map<string, NonNullable<ResolvingFacts['payer']>>()
  for (const item of items) {
    if (item.status !== 'open') continue
    if (await isSecondOfNumber(store, item)) seconds.add(item.id)
    if (await contradictsBooked(store, item)) contradicting.add(item.id)
    if (await isMovementBooked(store, item)) moved.add(item.id)
    const corrected = await correctedPayer(store, item)
    if (corrected) payers.set(item.id, corrected)
    const transit = await missingTransitOf(store, item)
    if (transit) missing.set(item.id, transit.party)
  }
  const [company] = items.filter((item) => item.status === 'open' && mayEndClaims(item)).map((item) => item.company)
  const claims = company === undefined ? [] : await store.channelClaims.open(company)
  const today = clock.today()
  return (item) => {
    const paid = booked.get(`${item.company} ${item.channel} ${item.key}`)
    return {
      today,
      writeOffFen: writeOffLimits(rulebooks.get(item.company)).eachFen,
      channelName: sourceName(item.channel),
      claims,
      secondOfNumber: seconds.has(item.id),
      contradictsBooked: contradicting.has(item.id),
      missing: missing.get(item.id) ?? null,
      payer: payers.get(item.id) ?? null,
      isBooked: moved.has(item.id),
      bookedOn: paid && paid.amountFen === item.theirFen ? paid.paidOn : (refunds.get(item.id) ?? null),
    }
  }
}

/** The days of our refunds that a file shows alone, on another day than ours, by the difference. */
async function refundsBooked(
  { refunds }: Pick<Store, 'refunds'>,
  items: readonly Difference[],
): Promise<Map<string, string>> {
  const days = new Map<string, string>()
  for (const { id, company, status, subKind, rowKind, key, ourFen, theirFen } of items) {
    if (status !== 'open' || subKind !== 'transaction' || rowKind !== 'refund' || ourFen !== null) continue
    const refund = await refunds.byNo(key)
    const day = refund?.succeededOn ?? refund?.acceptedOn
    if (refund?.company === company && refund.amountFen === 0 - (theirFen ?? 0) && day) days.set(id, day)
  }
  return days
}

/** Whether what moved on our own account is explained by now, or what moved at a channel was booked before. */
async function isMovementBooked(
  store: Pick<Store, 'bankMatching' | 'differences'>,
  { id, company, channel, date, key, subKind, theirFen }: Difference,
): Promise<boolean> {
  if (subKind === 'movement') {
    const before = await store.differences.resolutionsOf(id)
    return before.some(hasMoved)
  }
  if (subKind !== 'deposit' && subKind !== 'debit' && subKind !== 'quoted-amount') return false
  const stated = await store.bankMatching.entriesStated(company, channel, date)
  const entry = stated.find((one) => one.bankReference === key && signedEntryFen(one) === theirFen)
  return entry !== undefined && entry.arrivalId !== null
}

/** Whether a re-sent statement tells otherwise of a movement that is booked: the movement stands in our books as it was. */
async function contradictsBooked(store: Pick<Store, 'bankMatching'>, item: Difference): Promise<boolean> {
  return item.subKind === 'contradiction' && (await bookedEntryOf(store, item)) !== undefined
}

/** The money on its way that a statement's day has missed, as a difference shows it; undefined when it has come, or nobody sends it. */
export async function missingTransitOf(
  store: Pick<Store, 'bankMatching'>,
  item: Difference,
): Promise<Transit | undefined> {
  const { company, channel, date, key, subKind, ourFen } = item
  if (subKind !== 'missing') return undefined
  const way = await store.bankMatching.onTheWay(company, addDays(date, -DAYS_REMEMBERED), date)
  const same = way.filter((one) => one.reference === key && signedEntryFen(one) === ourFen)
  // A difference that was opened again while people wait is about the same money.
  return same.find((one) => one.overdueOn === date && one.missedIn === channel) ?? same.find(isWaitedFor)
}

/** The movement of a statement's day that is booked under a difference's number and with our amount of it. */
export async function bookedEntryOf(
  store: Pick<Store, 'bankMatching'>,
  item: Difference,
): Promise<BankEntry | undefined> {
  const { company, channel, date, key, ourFen } = item
  const stated = await store.bankMatching.entriesStated(company, channel, date)
  return stated.find(
    (entry) => entry.bankReference === key && entry.arrivalId !== null && signedEntryFen(entry) === ourFen,
  )
}
