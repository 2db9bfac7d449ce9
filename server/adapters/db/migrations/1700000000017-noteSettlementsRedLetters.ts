import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf, addIndex, dropIndex } from './alterTable'
import { invoices } from './shapes/settlementsRedLetters'

/** For which refund after a season an invoice was taken back (domain.md TS4). */
export class NoteSettlementsRedLetters1700000000017 implements MigrationInterface {
  name = 'NoteSettlementsRedLetters1700000000017'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, invoices, 'refundApplicationId')
    await addIndex(runner, invoices, ['refundApplicationId'])
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, invoices, ['refundApplicationId'])
    await runner.dropColumn(invoices.name, 'refund_application_id')
  }
}
