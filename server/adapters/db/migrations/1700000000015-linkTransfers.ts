import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import { ledgerHeads, ledgerLinks, transfersToLink } from './shapes/ledgerChain'

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
