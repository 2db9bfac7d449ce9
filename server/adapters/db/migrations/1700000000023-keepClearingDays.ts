import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf } from './alterTable'
import { payments } from './shapes/filedPayments'

/** In which clearing day's file a bank's payment stands, where that is not the day on which it was paid. */
export class KeepClearingDays1700000000023 implements MigrationInterface {
  name = 'KeepClearingDays1700000000023'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, payments, 'filedOn')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(payments.name, 'filed_on')
  }
}
