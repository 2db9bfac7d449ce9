import { auditHash } from '../../domain/audit/audit'
import { type ChainHead, ORIGIN } from '../../domain/audit/chain'
import { accountOf, type ChartOfAccounts } from '../../domain/ledger/accounts'
import { digestOf, type LedgerLink, linkHash } from '../../domain/ledger/link'
import { LEDGER_EVENTS, type Transfer } from '../../domain/ledger/transfer'
import type { BrokenRow, Check, IntegrityReader } from '../ports/ledger'

/** What each transfer must be by itself; gives what breaks it. */
function transferRules(chart: ChartOfAccounts) {
  const events = new Set<string>(LEDGER_EVENTS)
  return [
    {
      name: 'transfer-digest',
      holds: 'every transfer says what it said when it was posted',
      breaks: (transfer: Transfer) => {
        const digest = digestOf(transfer)
        return digest === transfer.digest ? undefined : { expected: `digest ${digest}`, found: transfer.digest }
      },
    },
    {
      name: 'transfer-amount',
      holds: 'every transfer moves more than nothing, from one account to another',
      breaks: ({ amountFen, debitAccount, creditAccount }: Transfer) =>
        amountFen > 0 && debitAccount !== creditAccount
          ? undefined
          : { expected: 'more than 0 between two accounts', found: `${amountFen} ${debitAccount} → ${creditAccount}` },
    },
    {
      name: 'transfer-account',
      holds: 'every transfer is between accounts of the chart, for an event that is known',
      breaks: ({ debitAccount, creditAccount, event }: Transfer) => {
        const unknown =
          [debitAccount, creditAccount].find((id) => !accountOf(chart, id)) ?? (events.has(event) ? undefined : event)
        return unknown === undefined
          ? undefined
          : { expected: 'an account of the chart and a known event', found: unknown }
      },
    },
  ]
}

/** Looks at every transfer once: digest, amount, accounts, and the balances that they make together. */
export async function checkTransfers(books: IntegrityReader, chart: ChartOfAccounts): Promise<Check[]> {
  const rules = transferRules(chart)
  const checks: Check[] = rules.map(({ name, holds }) => ({ name, holds, broken: null }))
  const balances = createBalances()
  for await (const transfer of books.transfers()) {
    balances.add(transfer)
    rules.forEach((rule, index) => {
      const check = checks[index]
      if (!check || check.broken) return
      const breaks = rule.breaks(transfer)
      if (breaks) check.broken = { table: 'transfers', id: transfer.id, ...breaks }
    })
  }
  return [...checks, checkBalances(balances.all(), chart)]
}

/** Sums each company's accounts: debits above credits, in fen. */
function createBalances() {
  const balances = new Map<string, { company: string; account: string; debitFen: number }>()
  const change = (company: string, account: string, debitFen: number): void => {
    const key = `${company} ${account}`
    const balance = balances.get(key) ?? { company, account, debitFen: 0 }
    balance.debitFen += debitFen
    balances.set(key, balance)
  }
  return {
    add({ company, debitAccount, creditAccount, amountFen }: Transfer): void {
      change(company, debitAccount, amountFen)
      change(company, creditAccount, -amountFen)
    },
    all: () => [...balances.values()],
  }
}

/** Where money itself is, what is over or short of it, and what goes to and fro with the general ledger. */
const EITHER_SIDE = /^(bank|clearing:.*|cash-differences|general-ledger)$/

/**
 * Nobody owes us less than nothing, and we owe nobody less than nothing. Only where money itself is, at a channel or in
 * the bank, an account may stand on the other side for a while: a refund is taken from what comes in next.
 */
function checkBalances(
  balances: readonly { company: string; account: string; debitFen: number }[],
  chart: ChartOfAccounts,
): Check {
  const wrong = balances.find(({ account, debitFen }) => {
    const kind = accountOf(chart, account)?.kind
    if (kind === undefined || EITHER_SIDE.test(account)) return false
    return kind === 'asset' || kind === 'expense' ? debitFen < 0 : debitFen > 0
  })
  return {
    name: 'account-sides',
    holds: 'no account but clearing, bank, cash differences and what the general ledger tells stands on the wrong side',
    broken: wrong
      ? {
          table: 'transfers',
          id: `${wrong.company} ${wrong.account}`,
          expected: 'the other side',
          found: `${wrong.debitFen} in debit`,
        }
      : null,
  }
}

/** A row of a chain, by company and number. */
export interface ChainRow {
  id: string
  company: string
  sequence: number
  hash: string
}

/** What a chain is called when it is broken: its table, and one row of it. */
export interface ChainWords {
  table: string
  row: string
}

/**
 * Walks every company's chain from its first row to its head; gives the first row that is not what it should be. `breaks`
 * says what is wrong with a row by itself or after the hash before it.
 */
export async function firstUnchained<T extends ChainRow>(
  rows: AsyncIterable<T>,
  heads: readonly ChainHead[],
  { table, row }: ChainWords,
  breaks: (row: T, previousHash: string) => Pick<BrokenRow, 'expected' | 'found'> | undefined,
): Promise<BrokenRow | null> {
  const ends = new Map<string, ChainRow>()
  for await (const next of rows) {
    const { company, sequence, hash } = ends.get(next.company) ?? { company: next.company, sequence: 0, hash: ORIGIN }
    if (next.sequence !== sequence + 1)
      return {
        table,
        id: next.id,
        expected: `${row} ${sequence + 1} of ${company}`,
        found: `${row} ${next.sequence}`,
      }
    const broken = breaks(next, hash)
    if (broken) return { table, id: next.id, ...broken }
    ends.set(company, { id: next.id, company, sequence: next.sequence, hash: next.hash })
  }
  for (const { company, last, hash } of heads) {
    const end = ends.get(company)
    ends.delete(company)
    if ((end?.sequence ?? 0) === last && (end?.hash ?? ORIGIN) === hash) continue
    const found = `${row} ${end?.sequence ?? 0} ${end?.hash ?? ORIGIN}`
    return { table, id: `${company} ${last}`, expected: `an end at ${row} ${last} ${hash}`, found }
  }
  const [stray] = ends.keys()
  return stray === undefined ? null : { table, id: stray, expected: `a head of the chain of ${stray}`, found: 'none' }
}

/** Walks every company's chain of actions from its first to its head. */
export async function checkAuditChain(books: IntegrityReader): Promise<Check> {
  const words = { table: 'audit_log', row: 'deed' }
  const broken = await firstUnchained(books.auditEntries(), await books.auditHeads(), words, (entry, previousHash) => {
    if (entry.previousHash !== previousHash)
      return { expected: `after ${previousHash}`, found: `after ${entry.previousHash}` }
    const hash = auditHash(entry)
    return entry.hash === hash ? undefined : { expected: `hash ${hash}`, found: entry.hash }
  })
  return { name: 'audit-chain', holds: 'nobody changed, added or removed a deed of the audit log', broken }
}

/** Links of the ledger's chain, each named by its transfer. */
export async function* byTransfer<T extends LedgerLink>(links: AsyncIterable<T>): AsyncIterable<T & { id: string }> {
  for await (const link of links) yield { ...link, id: link.transferId }
}

/** Walks every company's chain of transfers from its first to its head; that each transfer is in it is a relation of the books. */
export async function checkLedgerChain(books: IntegrityReader): Promise<Check> {
  const words = { table: 'transfers', row: 'transfer' }
  const broken = await firstUnchained(
    byTransfer(books.linkedTransfers()),
    await books.ledgerHeads(),
    words,
    (link, previousHash) => {
      if (!link.transfer) return { expected: `transfer ${link.sequence} of ${link.company}`, found: 'none' }
      const hash = linkHash(previousHash, link.company, link.sequence, digestOf(link.transfer))
      return link.hash === hash ? undefined : { expected: `hash ${hash}`, found: link.hash }
    },
  )
  return { name: 'ledger-chain', holds: 'nobody changed, added or removed a transfer that was linked', broken }
}
