import { type EntityManager, In } from 'typeorm'
import type { LedgerChainStore, LedgerStore } from '../../../application/ports/ledger'
import { type ChainHead, ORIGIN } from '../../../domain/audit/chain'
import { type LedgerLink, linkHash } from '../../../domain/ledger/link'
import * as tables from '../entities'
import { repositoryOf, rowsOf } from '../rows'
import { inOpenDays } from './closings'

/** The ledger: transfers are added, never changed (architecture.md, rule 5), and none on a closed day. */
export function ledgerStore(manager: EntityManager): LedgerStore {
  const rows = rowsOf(manager, tables.transfers)
  const waiting = rowsOf(manager, tables.transfersToLink)
  return {
    async insert(transfers) {
      await rows.insertMany(await inOpenDays(manager, transfers))
      await waiting.insertMany(transfers.map(({ id, company }) => ({ transferId: id, company })))
    },
    ofHousehold: (householdId) => rows.many({ householdId }, { recordedAt: 'ASC', sequence: 'ASC' }),
  }
}

/**
 * The chain of the ledger's rows. Who links changes the company's head row first: two processes wait for each other there
 * (on Galera one of them is certified away and tries again). Who posts adds a row that waits, and meets nobody.
 */
export function ledgerChainStore(manager: EntityManager): LedgerChainStore {
  const transfers = rowsOf(manager, tables.transfers)
  const waiting = rowsOf(manager, tables.transfersToLink)
  const links = rowsOf(manager, tables.ledgerLinks)
  const heads = rowsOf(manager, tables.ledgerHeads)

  async function takeHead(company: string): Promise<ChainHead> {
    const touch = () => heads.update({ touched: () => 'touched + 1' }, { company })
    if ((await touch()) === 0) {
      if ((await heads.insert({ company, last: 0, hash: ORIGIN, touched: 0 })) === 'duplicate') await touch()
    }
    const head = await heads.one({ company })
    if (!head) throw new Error(`the ledger head of ${company} vanished within its own transaction`)
    return head
  }

  return {
    waiting: async () => {
      const rows = await waiting.query('w').select('DISTINCT w.company', 'company').getRawMany<{ company: string }>()
      return rows.map(({ company }) => company)
    },
    async link(company, most) {
      const { last, hash } = await takeHead(company)
      // Read after the head was taken: what another process has linked meanwhile waits no more.
      const next = await waiting.many({ company }, { transferId: 'ASC' }, most)
      const ids = In(next.map(({ transferId }) => transferId))
      const digests = new Map((await transfers.many({ id: ids })).map(({ id, digest }) => [id, digest]))
      const end = { last, hash }
      const linked: LedgerLink[] = []
      for (const { transferId } of next) {
        const digest = digests.get(transferId)
        // Gone behind the ledger's back: it stays in the queue, where verify-ledger finds it.
        if (digest === undefined) continue
        end.last++
        end.hash = linkHash(end.hash, company, end.last, digest)
        linked.push({ transferId, company, sequence: end.last, hash: end.hash })
      }
      if (linked.length === 0) return 0
      await links.insertMany(linked)
      await repositoryOf(manager, tables.transfersToLink).delete({
        transferId: In(linked.map(({ transferId }) => transferId)),
      })
      await heads.update(end, { company })
      return linked.length
    },
    heads: async () =>
      (await heads.many({}, { company: 'ASC' })).map(({ company, last, hash }) => ({ company, last, hash })),
  }
}
