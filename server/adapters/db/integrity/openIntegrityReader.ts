import type { EntityManager } from 'typeorm'
import type { IntegrityReader, Invariant } from '../../../application/ports/ledger'
import type { Sealing } from '../columns'
import { type DatabaseLocation, openDataSource } from '../dataSource'
import * as tables from '../entities'
import { unguardedTables } from '../guards'
import { integerOf, repositoryOf } from '../rows'
import { settlingInvariants } from './bankMatchingInvariants'
import { billInvariants, gasInvariants, invoiceInvariants, settlementInvariants } from './billInvariants'
import { type InvariantQuery, inOrder, linkedTransfers, linksInOrder } from './invariant'
import { closureInvariants, ledgerInvariants } from './ledgerInvariants'
import { notificationBooked, paymentInvariants, refundCardInvariants } from './paymentInvariants'

export interface OpenIntegrityReader extends IntegrityReader {
  close(): Promise<void>
}

/** Opens the books of a migrated database for reading only, on a connection of its own, as they are at this moment. */
export async function openIntegrityReader(place: DatabaseLocation, sealing: Sealing): Promise<OpenIntegrityReader> {
  const source = await openDataSource(place, sealing, 'read')
  const runner = source.createQueryRunner()
  await runner.query(place.engine === 'sqlite' ? 'BEGIN' : 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
  const { manager } = runner

  return {
    transfers: () => inOrder(manager, tables.transfers, ['id']),
    bills: () => inOrder(manager, tables.bills, ['id'], { select: ['id', 'lines', 'billedFen', 'reversedFen'] }),
    auditEntries: () => inOrder(manager, tables.auditLog, ['company', 'sequence']),
    auditHeads: () => repositoryOf(manager, tables.auditHeads).find(),
    anchors: () => repositoryOf(manager, tables.anchors).find(),
    ledgerLinks: () => linksInOrder(manager),
    linkedTransfers: () => linkedTransfers(manager),
    ledgerHeads: () => repositoryOf(manager, tables.ledgerHeads).find(),
    async ledgerSizes() {
      const sizes: Record<string, unknown>[] = await manager.query(
        'SELECT company, COUNT(*) AS transfers, SUM(amount_fen) AS amountFen FROM transfers GROUP BY company',
      )
      return sizes.map(({ company, transfers, amountFen }) => ({
        company: String(company),
        transfers: integerOf(transfers),
        amountFen: integerOf(amountFen),
      }))
    },
    relations: [
      ...[
        ...ledgerInvariants,
        ...billInvariants,
        ...paymentInvariants,
        ...invoiceInvariants,
        ...refundCardInvariants,
        ...settlementInvariants,
        ...settlingInvariants,
        ...gasInvariants,
        ...closureInvariants,
      ].map((query) => relationOf(manager, query)),
      notificationBooked(manager),
    ],
    counts: async () => ({
      transfers: await repositoryOf(manager, tables.transfers).count(),
      bills: await repositoryOf(manager, tables.bills).count(),
      payments: await repositoryOf(manager, tables.payments).count(),
      auditEntries: await repositoryOf(manager, tables.auditLog).count(),
    }),
    unguarded: () => unguardedTables(source),
    async close() {
      await runner.query('ROLLBACK')
      await runner.release()
      await source.destroy()
    },
  }
}

function relationOf(manager: EntityManager, { name, holds, table, broken }: InvariantQuery): Invariant {
  return {
    name,
    holds,
    async firstBroken() {
      const [row] = await manager.query(`SELECT * FROM (${broken}) broken ORDER BY id LIMIT 1`)
      if (!row) return undefined
      const id = row.id2 === undefined ? String(row.id) : `${row.id2} ${row.id}`
      return { table, id, expected: String(row.expected), found: String(row.found) }
    },
  }
}
