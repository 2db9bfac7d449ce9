import { yuanText } from '../../../contract/money'
import { addDays, type CivilDate } from '../calendar/civilDate'
import type { SourceName } from '../payment/payment'
import type { Mismatch } from '../reconciliation/mismatch'
import type { ChannelRow } from '../reconciliation/row'
import { noonOf } from '../reconciliation/row'
import { type BankEntry, partyNamedIn, signedEntryFen } from './bankEntry'
import { mayBeOf, quotes } from './matchArrivals'
import { DAYS_ON_THE_WAY, type Transit } from './transit'

/** What a statement has told before otherwise than it does now, of money that was booked already. */
export interface Contradiction {
  entry: BankEntry
  /** What the statement says now, signed; null when it does not report it any more. */
  nowFen: number | null
  line: number | null
}

/** Neither side is a payment or refund of ours. */
const UNSEEN: Mismatch['seen'] = { ours: null, theirs: null }

const signed = (transit: Pick<Transit, 'direction' | 'amountFen'>) => signedEntryFen(transit)

const rowKindOf = ({ direction }: Pick<Transit, 'direction'>) =>
  direction === 'credit' ? ('payment' as const) : ('refund' as const)

/** A movement into our account as a payment that somebody made there: what it is booked as, when people decide so. */
export function depositOf({ bankReference, amountFen, bookedOn, line }: BankEntry): ChannelRow {
  return {
    kind: 'payment',
    state: 'settled',
    key: bankReference,
    otherKey: '',
    amountFen,
    orderNo: null,
    channelNo: bankReference,
    at: noonOf(bookedOn),
    foreignMerchant: false,
    line,
  }
}

/**
 * Money that should have been in the account by a statement's day and is not: T+2 has passed, and so has the day until which
 * people wait for it. A day's statement is looked at on the day after: a reminder of a day comes with the statement before it.
 */
export function missingBy(transits: readonly Transit[], date: CivilDate): Transit[] {
  const waits = ({ waitsUntil = null }: Transit) => waitsUntil !== null && waitsUntil > addDays(date, 1)
  return transits.filter((transit) => addDays(transit.sentOn, DAYS_ON_THE_WAY) <= date && !waits(transit))
}

/**
 * What is to be looked at of a statement: movements that nothing explains (长款; of another amount, when they quote a number
 * of ours), money that was sent and has not come (短款), and what contradicts an earlier version. Amounts are signed as the
 * account sees them.
 */
export function statementDifferences(
  unexplained: readonly BankEntry[],
  missing: readonly Transit[],
  onTheWay: readonly Transit[],
  contradictions: readonly Contradiction[],
  sourceName: SourceName,
): Mismatch[] {
  const partyName = (party: string) => (party === 'payout' ? '代发退费' : sourceName(party))
  const quoted = new Set<Transit>()
  const found = unexplained.map((entry): Mismatch => {
    const { bankReference, ourReference, line, remark } = entry
    const named = partyNamedIn(remark)
    const meant = onTheWay.find(
      (transit) =>
        !quoted.has(transit) &&
        transit.direction === entry.direction &&
        mayBeOf(named, transit) &&
        quotes(ourReference, transit),
    )
    const about = {
      rowKind: rowKindOf(entry),
      key: bankReference,
      orderNo: null,
      channelNo: bankReference,
      seen: UNSEEN,
    }
    const theirFen = signedEntryFen(entry)
    if (meant) {
      quoted.add(meant)
      const reason = `第 ${line} 行：附言为${partyName(meant.party)} ${meant.reference}，应为 ${yuanText(signed(meant))} 元`
      // What a channel or bank sent can be booked as it came; what we paid out is taken up with our bank.
      const arrived = entry.direction === 'credit' && meant.party !== 'payout'
      return {
        kind: 'amount',
        subKind: arrived ? 'arrival' : 'quoted-amount',
        ...about,
        seen: { ours: null, theirs: entry.direction === 'credit' ? depositOf(entry) : null },
        ourFen: signed(meant),
        theirFen,
        reason,
      }
    }
    const what = remark === '' ? '' : `“${remark.slice(0, 40)}”`
    const credit = entry.direction === 'credit'
    return {
      kind: 'channel-only',
      subKind: credit ? 'deposit' : 'debit',
      ...about,
      ourFen: null,
      theirFen,
      seen: { ours: null, theirs: credit ? depositOf(entry) : null },
      reason: `第 ${line} 行：查不到来历的一笔${what}`,
    }
  })
  for (const transit of missing) {
    if (quoted.has(transit)) continue
    const { party, reference, sentOn } = transit
    found.push({
      kind: 'ours-only',
      subKind: 'missing',
      rowKind: rowKindOf(transit),
      key: reference,
      orderNo: null,
      channelNo: reference,
      ourFen: signed(transit),
      theirFen: null,
      seen: UNSEEN,
      reason: `${partyName(party)} ${sentOn} 的结算，过了 T+${DAYS_ON_THE_WAY} 银行对账单上还没有`,
    })
  }
  for (const { entry, nowFen, line } of contradictions) {
    const about = {
      subKind: 'contradiction' as const,
      rowKind: rowKindOf(entry),
      key: entry.bankReference,
      orderNo: null,
      channelNo: entry.bankReference,
      seen: UNSEEN,
    }
    const ourFen = signedEntryFen(entry)
    found.push(
      nowFen === null
        ? { kind: 'ours-only', ...about, ourFen, theirFen: null, reason: '已入账的一笔，改送的对账单上没有了' }
        : {
            kind: 'amount',
            ...about,
            ourFen,
            theirFen: nowFen,
            reason: `第 ${line} 行：已入账的一笔，改送的对账单上金额不同`,
          },
    )
  }
  return found
}
