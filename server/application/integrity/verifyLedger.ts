import { sumFen } from '../../../contract/money'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { ExportedHeads } from '../ports/audit'
import type { Check, IntegrityReader } from '../ports/ledger'
import { checkAuditChain, checkLedgerChain, checkTransfers } from './checkChains'
import { checkExportedHeads } from './checkExportedHeads'

export interface Verified {
  outcome: 'sound' | 'broken'
  checks: Check[]
  /** Tables of entries that the database lets be changed, where its triggers are missing: it breaks no rule of the books. */
  unguarded: string[]
  counts: Awaited<ReturnType<IntegrityReader['counts']>>
}

/**
 * Examines every invariant of the books (faults.md, Invariants) and both chains, at one moment. Each check is named;
 * a broken one comes with the first row that breaks it: table, id, what was expected and what is there. `exported` are the
 * heads that were written to a file outside the database, `copy` those at another place; without them each chain is compared with itself only.
 */
export async function verifyLedger(
  books: IntegrityReader,
  chart: ChartOfAccounts,
  exported?: ExportedHeads,
  copy?: ExportedHeads,
): Promise<Verified> {
  const checks: Check[] = [...(await checkTransfers(books, chart)), await checkBillLines(books)]
  for (const { name, holds, firstBroken } of books.relations) {
    checks.push({ name, holds, broken: (await firstBroken()) ?? null })
  }
  checks.push(await checkLedgerChain(books), await checkAuditChain(books))
  if (exported) checks.push(...(await checkExportedHeads(books, exported, copy)))
  const outcome = checks.some(({ broken }) => broken) ? 'broken' : 'sound'
  return { outcome, checks, unguarded: await books.unguarded(), counts: await books.counts() }
}

async function checkBillLines(books: IntegrityReader): Promise<Check> {
  const check: Check = { name: 'bill-lines', holds: 'a bill charges the sum of its lines', broken: null }
  for await (const { id, lines, billedFen, reversedFen } of books.bills()) {
    const sum = sumFen(lines.map(({ amountFen }) => amountFen))
    if (sum === billedFen - reversedFen) continue
    return { ...check, broken: { table: 'bills', id, expected: String(sum), found: String(billedFen - reversedFen) } }
  }
  return check
}
