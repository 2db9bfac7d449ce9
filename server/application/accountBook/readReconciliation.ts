import { createHash } from 'node:crypto'
import { type AccountReconciliation, gapsOf } from '../../domain/bankMatching/accountBook'
import { type BalanceLine, reconcileBalances } from '../../domain/bankMatching/balanceReconciliation'
import { type BankEntry, signedEntryFen } from '../../domain/bankMatching/bankEntry'
import type { Transit } from '../../domain/bankMatching/transit'
import { type CivilDate, daysOfMonth } from '../../domain/calendar/civilDate'
import { LEDGER_EVENT_NAMES } from '../../domain/ledger/accounts'
import type { Transfer } from '../../domain/ledger/transfer'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { Store } from '../ports/database'

/** The last day of a month (`2026-11`). */
export function lastDayOf(month: string): CivilDate {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${month}-${String(daysOfMonth(year, number)).padStart(2, '0')}`
}

/** What a book's entry adds to the account, in fen. */
const signedFen = ({ debitAccount, amountFen }: Transfer): number =>
  debitAccount === 'bank' ? amountFen : 0 - amountFen

/** A payout's number with the way that its money went: what the bank shows of it says the same. */
const payoutKey = (id: string, fen: number): string => `${id} ${fen < 0 ? 'out' : 'in'}`

/** What a posting key ends with: the movement, or the claim, that it is posted for. */
const lastOf = (postingKey: string): string => postingKey.slice(postingKey.lastIndexOf(':') + 1)

const stands = ({ replacedBy = null }: BankEntry): boolean => replacedBy === null

interface Facts {
  /** The account that entries belong to which name none: payouts leave the first. */
  isFirst: boolean
  transfers: readonly Transfer[]
  lines: readonly BankEntry[]
  payouts: readonly Transit[]
}

/**
 * The book's lines of one account, and the statement's, each with what it is the same money as: an entry of the ledger names the
 * movement that proves it, or the claim on it; a payout is the movement that ended its way; a reversal belongs to what it reverses.
 */
function linesOf({ isFirst, transfers, lines, payouts }: Facts): { books: BalanceLine[]; bank: BalanceLine[] } {
  const byId = new Map(transfers.map((transfer) => [transfer.id, transfer]))
  const arrivalOf = new Map(
    payouts.flatMap(({ id, evidenceId, direction, arrivalId }): [string, string | null][] => [
      [payoutKey(evidenceId, direction === 'credit' ? 1 : -1), arrivalId],
      [id, arrivalId],
    ]),
  )
  const ofPayouts = new Set(payouts.flatMap(({ arrivalId }) => arrivalId ?? []))
  /** Each movement by itself; those that payouts have come to, together with them. */
  const groupOf = new Map(
    lines.map(({ id, arrivalId }) => [id, arrivalId !== null && ofPayouts.has(arrivalId) ? arrivalId : id]),
  )
  const claimed = new Map<string, string>()
  for (const { event, evidenceId, postingKey } of transfers) {
    if (event === 'debit-claimed') claimed.set(evidenceId, lastOf(postingKey))
  }
  /** The movement, or the payout's way, that an entry is about: its evidence, or that of the claim which it makes, or takes back. */
  const aboutOf = ({ evidenceKind, evidenceId, postingKey }: Transfer): string | undefined => {
    if (evidenceKind === 'bank-entry') return evidenceId
    return evidenceKind === 'difference' ? (claimed.get(evidenceId) ?? claimed.get(lastOf(postingKey))) : undefined
  }
  const proven = new Set<string>()
  const books = transfers.flatMap((transfer): BalanceLine[] => {
    const { id, event, effectiveOn: on, evidenceKind, evidenceId } = transfer
    const origin = evidenceKind === 'transfer' ? (byId.get(evidenceId) ?? transfer) : transfer
    const about = aboutOf(origin)
    const ofAnotherAccount = about === undefined || arrivalOf.has(about) ? !isFirst : !groupOf.has(about)
    if (ofAnotherAccount) return []
    const fen = signedFen(transfer)
    const group = groupOf.get(about ?? '') ?? arrivalOf.get(about ?? payoutKey(origin.evidenceId, fen)) ?? null
    if (group !== null) proven.add(group)
    return [{ id, on, fen, what: `${LEDGER_EVENT_NAMES[event]} ${origin.evidenceId}`, group }]
  })
  // What was replaced since is in no statement any more; what the ledger has of it comes to nothing.
  const bank = lines.filter(stands).map((line): BalanceLine => {
    const { id, statedOn: on, remark, bankReference, arrivalId } = line
    const what = remark === '' ? bankReference : `${bankReference} ${remark}`
    const group = groupOf.get(id) ?? id
    return { id, on, fen: signedEntryFen(line), what, group: proven.has(group) ? group : arrivalId }
  })
  return { books, bank }
}

/**
 * Reads the reconciliation of one account's balances at the end of a month (银行存款余额调节表): our book begins with the opening
 * balance of the first statement that tells one, and grows by the ledger's account `bank`. Refused: `not-found` (no account of
 * ours), `no-statement-balance` (no statement up to then tells a balance).
 */
export async function readReconciliation(
  store: Pick<Store, 'accountBook'>,
  rulebook: Rulebook,
  { account, month }: { account: string; month: string },
): Promise<AccountReconciliation | Refusal<'no-statement-balance' | 'not-found'>> {
  const company = rulebook.id
  const { accounts } = rulebook.payment
  if (!accounts.some(({ number }) => number === account)) return refuse('not-found')
  const until = lastDayOf(month)
  const { accountBook } = store
  const balances = await accountBook.balances(company, account, until)
  const first = balances.find(({ openingFen }) => openingFen !== null)
  const last = balances.findLast(({ closingFen }) => closingFen !== null)
  if (!first || !last) return refuse('no-statement-balance')
  const told = linesOf({
    isFirst: accounts[0]?.number === account,
    transfers: await accountBook.bankTransfers(company, until),
    lines: await accountBook.linesOf(company, account),
    payouts: await accountBook.payoutTransits(company),
  })
  const openingFen = first.openingFen ?? 0
  const since = first.date
  const bank = told.bank.filter(({ on }) => on >= since)
  const before = new Set(told.bank.filter(({ on }) => on < since).flatMap(({ group }) => group ?? []))
  // What was booked before the first statement is in its opening balance, unless the account had not seen it yet.
  const books = told.books.filter(({ on, group }) => on >= since || group === null || !before.has(group))
  const bookFen = books.reduce((sum, { fen }) => sum + fen, openingFen)
  return {
    ...reconcileBalances({ until, bookFen, bankFen: last.closingFen ?? 0, books, bank }),
    company,
    account,
    month,
    bankOn: last.date,
    since,
    gaps: gapsOf(balances.filter(({ date }) => date >= since)),
  }
}

/** SHA-256 of a reconciliation: whoever signs signs this, and nothing that became of it since. */
export const digestOfReconciliation = (sheet: AccountReconciliation): string =>
  createHash('sha256').update(JSON.stringify(sheet)).digest('hex')
