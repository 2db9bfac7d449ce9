import { type AuditEntry, auditHash, ORIGIN } from '../../domain/audit/audit'
import type { Books, Check } from '../booksPort'

/** Walks every company's chain of deeds from its first to its head. */
export async function checkAuditChain(books: Books): Promise<Check> {
  const check: Check = {
    name: 'audit-chain',
    holds: 'nobody changed, added or removed a deed of the audit log',
    broken: null,
  }
  const broken = (id: string, expected: string, found: string): Check => ({
    ...check,
    broken: { table: 'audit_log', id, expected, found },
  })
  const ends = new Map<string, Pick<AuditEntry, 'sequence' | 'hash'>>()
  for await (const entry of books.auditEntries()) {
    const before = ends.get(entry.company) ?? { sequence: 0, hash: ORIGIN }
    if (entry.sequence !== before.sequence + 1) {
      return broken(entry.id, `deed ${before.sequence + 1} of ${entry.company}`, `deed ${entry.sequence}`)
    }
    if (entry.previousHash !== before.hash)
      return broken(entry.id, `after ${before.hash}`, `after ${entry.previousHash}`)
    const hash = auditHash(entry)
    if (entry.hash !== hash) return broken(entry.id, `hash ${hash}`, entry.hash)
    ends.set(entry.company, entry)
  }
  for (const { company, last, hash } of await books.auditHeads()) {
    const end = ends.get(company)
    if (end?.sequence !== last || end.hash !== hash) {
      return broken(`${company} ${last}`, `${last} deeds of ${company}`, `${end?.sequence ?? 0} deeds`)
    }
    ends.delete(company)
  }
  const [stray] = ends.keys()
  return stray === undefined ? check : broken(stray, `a head of the chain of ${stray}`, 'none')
}
