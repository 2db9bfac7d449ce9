import { auditHash } from '../../domain/audit/audit'
import type { Books, Check } from '../booksPort'
import { firstUnchained } from './chain'

/** Walks every company's chain of deeds from its first to its head. */
export async function checkAuditChain(books: Books): Promise<Check> {
  const words = { table: 'audit_log', row: 'deed' }
  const broken = await firstUnchained(books.auditEntries(), await books.auditHeads(), words, (entry, previousHash) => {
    if (entry.previousHash !== previousHash)
      return { expected: `after ${previousHash}`, found: `after ${entry.previousHash}` }
    const hash = auditHash(entry)
    return entry.hash === hash ? undefined : { expected: `hash ${hash}`, found: entry.hash }
  })
  return { name: 'audit-chain', holds: 'nobody changed, added or removed a deed of the audit log', broken }
}
