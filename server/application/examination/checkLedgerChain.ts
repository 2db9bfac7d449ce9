import { digestOf } from '../../domain/ledger/digest'
import { linkHash } from '../../domain/ledger/link'
import type { Books, Check } from '../booksPort'
import { byTransfer } from './byTransfer'
import { firstUnchained } from './chain'

/** Walks every company's chain of transfers from its first to its head; that each transfer is in it is a relation of the books. */
export async function checkLedgerChain(books: Books): Promise<Check> {
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
