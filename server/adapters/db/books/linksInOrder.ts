import { type EntityManager, In } from 'typeorm'
import type { LedgerLink } from '../../../domain/ledger/link'
import type { Transfer } from '../../../domain/ledger/transfer'
import * as tables from '../entities'
import { repositoryOf } from '../rows'
import { inOrder } from './inOrder'

const AT_ONCE = 500

/** The ledger's links by company and number. */
export const linksInOrder = (manager: EntityManager): AsyncIterable<LedgerLink> =>
  inOrder(manager, tables.ledgerLinks, ['company', 'sequence'])

/** The same, each with its transfer; null where that is gone. */
export async function* linkedTransfers(
  manager: EntityManager,
): AsyncIterable<LedgerLink & { transfer: Transfer | null }> {
  let links: LedgerLink[] = []
  for await (const link of linksInOrder(manager)) {
    links.push(link)
    if (links.length < AT_ONCE) continue
    yield* await withTransfers(manager, links)
    links = []
  }
  yield* await withTransfers(manager, links)
}

async function withTransfers(manager: EntityManager, links: readonly LedgerLink[]) {
  if (links.length === 0) return []
  const ids = links.map(({ transferId }) => transferId)
  const transfers = await repositoryOf(manager, tables.transfers).findBy({ id: In(ids) })
  const byId = new Map(transfers.map((transfer) => [transfer.id, transfer]))
  return links.map((link) => ({ ...link, transfer: byId.get(link.transferId) ?? null }))
}
