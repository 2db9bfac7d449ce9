import type { AuditEntry } from '../../domain/audit/audit'
import type { ExportedHead } from '../../domain/audit/exportedHead'
import type { ExportedHeads } from '../auditHeadPort'
import type { Books, BrokenRow, Check } from '../booksPort'

/**
 * Compares the audit log and the ledger with the heads that were exported to a file outside the database. A log that was cut
 * short or written anew, its own chain intact, differs at the first exported head that it does not lead to.
 */
export async function checkExportedHeads(books: Books, { heads, foreign }: ExportedHeads): Promise<Check[]> {
  const file: BrokenRow | null = foreign && {
    table: 'audit-head-file',
    id: `line ${foreign.line}`,
    expected: 'an exported head',
    found: 'something else',
  }
  return [
    {
      name: 'exported-audit-heads',
      holds: `the audit log still leads to every head that was exported (${heads.length})`,
      broken: (await firstUnledTo(books, heads)) ?? file,
    },
    {
      name: 'exported-ledger-size',
      holds: 'the ledger holds no less than it did when heads were exported',
      broken: await firstShrunk(books, heads),
    },
  ]
}

async function firstUnledTo(books: Books, heads: readonly ExportedHead[]): Promise<BrokenRow | undefined> {
  const awaited = new Map<string, ExportedHead[]>()
  for (const head of [...heads].sort((one, other) => one.sequence - other.sequence))
    awaited.set(head.company, [...(awaited.get(head.company) ?? []), head])
  const ends = new Map<string, number>()
  for await (const entry of books.auditEntries()) {
    const differing = differsFrom(entry, awaited.get(entry.company) ?? [])
    if (differing) return differing
    ends.set(entry.company, entry.sequence)
  }
  for (const [company, [first]] of awaited) {
    if (!first) continue
    const end = ends.get(company) ?? 0
    const expected = `deed ${end + 1} of ${company}, up to ${first.sequence} ${first.hash}`
    return { table: 'audit_log', id: `${company} ${end + 1}`, expected, found: 'none' }
  }
  return undefined
}

/** Takes the heads at or before an entry off the list; gives the entry when one of them is not its hash. */
function differsFrom(entry: AuditEntry, awaited: ExportedHead[]): BrokenRow | undefined {
  while (awaited[0] && awaited[0].sequence <= entry.sequence) {
    const head = awaited.shift() as ExportedHead
    if (head.sequence === entry.sequence && head.hash === entry.hash) continue
    const expected = `deed ${head.sequence} with the exported hash ${head.hash}`
    return { table: 'audit_log', id: entry.id, expected, found: `deed ${entry.sequence} with ${entry.hash}` }
  }
  return undefined
}

async function firstShrunk(books: Books, heads: readonly ExportedHead[]): Promise<BrokenRow | null> {
  const sizes = new Map((await books.ledgerSizes()).map((size) => [size.company, size]))
  for (const head of heads) {
    const { transfers = 0, amountFen = 0 } = sizes.get(head.company) ?? {}
    if (transfers >= head.transfers && amountFen >= head.amountFen) continue
    return {
      table: 'transfers',
      id: head.company,
      expected: `at least ${head.transfers} transfers of ${head.amountFen}`,
      found: `${transfers} of ${amountFen}`,
    }
  }
  return null
}
