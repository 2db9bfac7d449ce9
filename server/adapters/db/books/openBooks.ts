import type { EntityManager } from 'typeorm'
import type { Books, Relation } from '../../../application/booksPort'
import type { Sealing } from '../columns'
import { type DatabasePlace, openDataSource } from '../dataSource'
import * as tables from '../entities'
import { unguardedTables } from '../guards'
import { repositoryOf } from '../rows'
import { whole } from '../whole'
import { billRelations } from './billRelations'
import { closureRelations } from './closureRelations'
import { gasRelations } from './gasRelations'
import { inOrder } from './inOrder'
import { invoiceRelations } from './invoiceRelations'
import { ledgerRelations } from './ledgerRelations'
import { linkedTransfers, linksInOrder } from './linksInOrder'
import { notificationBooked } from './notificationBooked'
import { paymentRelations } from './paymentRelations'
import { refundCardRelations } from './refundCardRelations'
import type { RelationQuery } from './relation'
import { settlementRelations } from './settlementRelations'
import { settlingRelations } from './settlingRelations'

export interface OpenBooks extends Books {
  close(): Promise<void>
}

/** Opens the books of a migrated database for reading only, on a connection of its own, as they are at this moment. */
export async function openBooks(place: DatabasePlace, sealing: Sealing): Promise<OpenBooks> {
  const source = await openDataSource(place, sealing, 'read')
  const runner = source.createQueryRunner()
  await runner.query(place.engine === 'sqlite' ? 'BEGIN' : 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
  const { manager } = runner

  return {
    transfers: () => inOrder(manager, tables.transfers, ['id']),
    bills: () => inOrder(manager, tables.bills, ['id'], { select: ['id', 'lines', 'billedFen', 'reversedFen'] }),
    auditEntries: () => inOrder(manager, tables.auditLog, ['company', 'sequence']),
    auditHeads: () => repositoryOf(manager, tables.auditHeads).find(),
    ledgerLinks: () => linksInOrder(manager),
    linkedTransfers: () => linkedTransfers(manager),
    ledgerHeads: () => repositoryOf(manager, tables.ledgerHeads).find(),
    async ledgerSizes() {
      const sizes: Record<string, unknown>[] = await manager.query(
        'SELECT company, COUNT(*) AS transfers, SUM(amount_fen) AS amountFen FROM transfers GROUP BY company',
      )
      return sizes.map(({ company, transfers, amountFen }) => ({
        company: String(company),
        transfers: whole(transfers),
        amountFen: whole(amountFen),
      }))
    },
    relations: [
      ...[
        ...ledgerRelations,
        ...billRelations,
        ...paymentRelations,
        ...invoiceRelations,
        ...refundCardRelations,
        ...settlementRelations,
        ...settlingRelations,
        ...gasRelations,
        ...closureRelations,
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

function relationOf(manager: EntityManager, { name, holds, table, broken }: RelationQuery): Relation {
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
