import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf } from './alterTable'
import { payments } from './shapes/correctedPayments'

/** Under which user code a bank's file has a payment, and which payment took the place of one whose code its bank has corrected. */
export class KeepCorrectedPayers1700000000028 implements MigrationInterface {
  name = 'KeepCorrectedPayers1700000000028'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, payments, 'payerCode')
    await addColumnOf(runner, payments, 'movedTo')
    // What was booked before was booked for the household of its code; a code that nobody had was not kept.
    await runner.query(
      `UPDATE payments SET payer_code = (SELECT h.user_code FROM households h WHERE h.id = payments.household_id)
        WHERE source LIKE 'bank:%' AND payer_code IS NULL AND order_no IS NULL AND outcome = 'applied'`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(payments.name, 'moved_to')
    await runner.dropColumn(payments.name, 'payer_code')
  }
}
