import { sumFen, yuanText } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'
import type { Mismatch } from '../reconciliation/mismatch'

/** Who sends or receives what is on its way: a channel or bank that remits to us, or a batch that our bank pays out. */
export type TransitParty = PaymentSource | 'payout'

/**
 * Money on its way between a channel and our own account at a bank (在途款): what the channel says it has sent, or what we
 * have paid out. It ends when the bank's statement shows it.
 */
export interface Transit {
  id: string
  company: string
  party: TransitParty
  /** As our account will see it. */
  direction: 'credit' | 'debit'
  /** Unique to the party, in the party's own numbers (M3). */
  reference: string
  /** A second number of the same, which banks may quote instead; empty where there is none. */
  otherReference: string
  /** What is sent together is likely to be booked together: a payout's batch; empty where nothing is known. */
  bundle: string
  amountFen: number
  /** What arrives when the party keeps its fee back; the same as `amountFen` where it keeps none. */
  netFen: number
  sentOn: CivilDate
  /** The file that reports it, or the payout's id. */
  evidenceId: string
  /** The arrival that has ended it. */
  arrivalId: string | null
  /** The first statement day on which it should have been there and was not. */
  overdueOn: CivilDate | null
  /** The bank whose statement missed it then. */
  missedIn: PaymentSource | null
  /** Two people wait for it, or have asked the bank: until this day it is not missed again; undefined or null where nobody does. */
  waitsUntil?: CivilDate | null
}

/** Which way an amount goes, as the account sees it. */
export const directionOf = (fen: number): Transit['direction'] => (fen < 0 ? 'debit' : 'credit')

/** Whether people wait for it until a day. */
export const isWaitedFor = ({ waitsUntil = null }: Pick<Transit, 'waitsUntil'>): boolean => waitsUntil !== null

/** What was sent longer ago is past anybody's reminder, in days. */
export const DAYS_REMEMBERED = 400

/** So long may people wait for money until they are reminded of it. */
export const MAX_DAYS_TO_WAIT = 30

/** The number of the nth part of what a party sent under one number, once it is known to come in parts. */
export const partNumber = (reference: string, nth: number): string => `${baseNumber(reference)}#${nth}`

/** The party's own number of what is on its way. */
export const baseNumber = (reference: string): string => reference.replace(/#\d+$/, '')

/** The number of what came beyond what was sent: no party has reported it. */
export const beyondNumber = (bankReference: string): string => `+${bankReference}`

/** Whether a party has reported it. */
export const hasReference = ({ reference }: Pick<Transit, 'reference'>): boolean => !reference.startsWith('+')

/** Days until what was sent must be in the account: T+2. */
export const DAYS_ON_THE_WAY = 2

/** Days for which a single movement of the same amount is still taken for a late one. */
export const DAYS_LATE = 15

/** Days for which a quoted number is trusted. */
export const DAYS_QUOTED = 45

/** The passes in which bank entries and money on its way are paired, the surest first; each says what they have in common. */
export const ARRIVAL_PASSES = {
  'quoted-number': '附言中的编号与金额相同',
  'amount-and-day': '金额相同，T+2 以内',
  batch: '一笔到账为多笔结算之和',
  parts: '多笔到账合为一笔结算',
  late: '金额相同，逾期到账',
  'taken-back': '银行冲正，两笔相抵',
  deposit: '直接存入本公司账户',
  'by-people': '两人核对后入账',
  'claim-returned': '渠道退回的追索款',
  claimed: '未到账，已向渠道追索',
  'debit-claimed': '不明支出，已转应收追索',
  'own-movement': '银行收支，两人核对后记账',
} as const

export type ArrivalPass = keyof typeof ARRIVAL_PASSES

/** That money on its way is in our account (到账), or that a bank's own error cancels out: which entries and transits, they name. */
export interface Arrival {
  id: string
  company: string
  /** Null where an entry and the bank's reversal of it cancel out. */
  party: TransitParty | null
  pass: ArrivalPass
  /** What had been sent, in fen. */
  sentFen: number
  /** What the party kept back for itself, or what two people wrote off; negative when more came than was sent. */
  feeFen: number
  arrivedOn: CivilDate
  recordedAt: number
  /** The resolution that took it back: a re-sent statement tells otherwise; undefined or null while it stands. */
  undoneBy?: string | null
}

/** What of one number of a party's is known to have been sent, in fen. */
export function sentUnder(reference: string, sent: readonly Pick<Transit, 'reference' | 'amountFen'>[]): number {
  const known = sent.filter((transit) => hasReference(transit) && baseNumber(transit.reference) === reference)
  return sumFen(known.map(({ amountFen }) => amountFen))
}

/**
 * What a changed file says was sent to us on its day, against what has arrived of it by the file before: the money is booked and
 * stays so, and what lies between is a difference for the desk (faults.md, Files: difference shown). `stated` is the file in
 * force by the party's numbers, in fen; `sent` are all transits of the party's day.
 */
export function gapsAfterArrival(
  stated: ReadonlyMap<string, number>,
  sent: readonly Pick<Transit, 'reference' | 'amountFen' | 'arrivalId'>[],
): Mismatch[] {
  const told = sent.filter(hasReference)
  const arrived = new Set(
    told.filter(({ arrivalId }) => arrivalId !== null).map(({ reference }) => baseNumber(reference)),
  )
  return [...arrived].sort().flatMap((reference): Mismatch[] => {
    const ourFen = sentUnder(reference, told)
    const theirFen = stated.get(reference) ?? 0
    if (ourFen === theirFen) return []
    const reason = `改用的文件应结 ${yuanText(theirFen)} 元，按原文件已到账或在途 ${yuanText(ourFen)} 元`
    const seen = { ours: null, theirs: null }
    const about = { rowKind: 'payment' as const, key: reference, orderNo: null, channelNo: reference, seen }
    return [{ kind: 'amount', subKind: 'gap', ...about, ourFen, theirFen, reason }]
  })
}

/** How many looks one search may take; beyond them the sum is left to a person. */
const MAX_LOOKS = 20_000

/** How many looks all searches of a statement may take together: some tenths of a second. */
const MAX_LOOKS_IN_ALL = 2_000_000

/** How many things are tried together; the first ones are. */
const MAX_CANDIDATES = 24

/** What searches may still spend; all of one matching share it. */
export interface SearchBudget {
  looks: number
}

/** A whole budget, for all searches of one statement together: no statement can hold the server up. */
export const searchBudget = (): SearchBudget => ({ looks: MAX_LOOKS_IN_ALL })

/**
 * Finds at least two of the values that make up a sum, those that come first being preferred; undefined when there are
 * none, or when the search would take too long. Values and sum are positive, in fen.
 */
export function subsetOfSum<T>(
  things: readonly T[],
  value: (thing: T) => number,
  sum: number,
  budget: SearchBudget = searchBudget(),
): T[] | undefined {
  const tried = things.slice(0, MAX_CANDIDATES)
  /** What all from this place on come to. */
  const rest = new Array<number>(tried.length + 1).fill(0)
  for (let at = tried.length - 1; at >= 0; at--) {
    const thing = tried[at]
    rest[at] = (rest[at + 1] ?? 0) + (thing === undefined ? 0 : value(thing))
  }
  let looks = Math.min(MAX_LOOKS, budget.looks)
  budget.looks -= looks
  const chosen: T[] = []

  function search(at: number, missing: number): boolean {
    if (missing === 0) return chosen.length >= 2
    const thing = tried[at]
    if (thing === undefined || missing < 0 || (rest[at] ?? 0) < missing || looks-- <= 0) return false
    chosen.push(thing)
    if (search(at + 1, missing - value(thing))) return true
    chosen.pop()
    return search(at + 1, missing)
  }

  const hit = search(0, sum)
  budget.looks += Math.max(0, looks)
  return hit ? chosen : undefined
}
