import type { LedgerLink } from '../../domain/ledger/link'

/** Links of the ledger's chain, each named by its transfer. */
export async function* byTransfer<T extends LedgerLink>(links: AsyncIterable<T>): AsyncIterable<T & { id: string }> {
  for await (const link of links) yield { ...link, id: link.transferId }
}
