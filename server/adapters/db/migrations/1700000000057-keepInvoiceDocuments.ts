import type { MigrationInterface, QueryRunner } from 'typeorm'
import { nullable, sealedJson, word } from '../columns'
import { addColumn } from './addColumn'

/** Which document an invoice is, and what a special one says of its buyer besides name and tax number. All so far are ordinary. */
export class KeepInvoiceDocuments1700000000057 implements MigrationInterface {
  name = 'KeepInvoiceDocuments1700000000057'

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'invoices', 'document', nullable(word(10)))
    await addColumn(runner, 'invoices', 'buyer', nullable(sealedJson))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('invoices', 'buyer')
    await runner.dropColumn('invoices', 'document')
  }
}
