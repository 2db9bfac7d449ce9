import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, nullable } from '../columns'
import { addColumn } from './addColumn'
import { createTable } from './createTable'
import { invoiceParts } from './shapes/invoiceParts'

/**
 * An invoice may be of several payments; each payment keeps what is invoiced of it, so that one guard holds refunds and invoices alike
 * (M2). What is there already is of one payment each.
 */
export class HoldWhatIsInvoiced1700000000056 implements MigrationInterface {
  name = 'HoldWhatIsInvoiced1700000000056'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, invoiceParts)
    await addColumn(runner, 'payments', 'invoicedFen', nullable(amount))
    await runner.query(`INSERT INTO invoice_parts (invoice_id, payment_id, company, order_no, amount_fen)
      SELECT i.id, p.id, i.company, i.order_no, i.amount_fen FROM invoices i
      JOIN payments p ON p.company = i.company AND p.order_no = i.order_no AND p.outcome = 'applied'
      WHERE i.kind = 'blue' AND NOT EXISTS (SELECT 1 FROM invoice_parts e WHERE e.invoice_id = i.id)`)
    // From what is there, not added to: cut off half-way it may run again.
    await runner.query(`UPDATE payments SET invoiced_fen = (SELECT SUM(e.amount_fen) FROM invoice_parts e
        JOIN invoices i ON i.id = e.invoice_id WHERE e.payment_id = payments.id AND i.state NOT IN ('failed', 'reversed'))
      WHERE id IN (SELECT payment_id FROM invoice_parts)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('payments', 'invoiced_fen')
    await runner.dropTable(invoiceParts.name)
  }
}
