import type { MigrationInterface, QueryRunner } from 'typeorm'
import { count, key, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { createTable, refuseChanges } from './createTable'

/** Transfers that are posted and not linked yet: as good as empty. */
export const transfersToLink: TableLayout = {
  name: 'transfers_to_link',
  columns: { transferId: key(word(26)), company: word(32) },
  indices: [['company', 'transferId']],
}

/** The ledger's rows, chained by hashes; the database refuses to change or delete one. */
export const ledgerLinks: TableLayout = {
  name: 'ledger_links',
  columns: { transferId: key(word(26)), company: word(32), sequence: count, hash: word(64) },
  uniques: [['company', 'sequence']],
}

/** Where each company's chain of transfers ends: the one row that everybody who links has to change (M2). */
export const ledgerHeads: TableLayout = {
  name: 'ledger_heads',
  columns: { company: key(word(32)), last: count, hash: word(64), touched: count },
}

/** A chain over the ledger's rows. What was posted before waits to be linked like what is posted from now on. */
export class LinkTransfers1700000000015 implements MigrationInterface {
  name = 'LinkTransfers1700000000015'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of [transfersToLink, ledgerLinks, ledgerHeads]) await createTable(runner, shape)
    await refuseChanges(runner, ledgerLinks.name)
    await runner.query(
      `INSERT INTO transfers_to_link (transfer_id, company) SELECT t.id, t.company FROM transfers t
        WHERE NOT EXISTS (SELECT 1 FROM transfers_to_link w WHERE w.transfer_id = t.id)
          AND NOT EXISTS (SELECT 1 FROM ledger_links l WHERE l.transfer_id = t.id)`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of [ledgerHeads, ledgerLinks, transfersToLink]) await runner.dropTable(shape.name)
  }
}
