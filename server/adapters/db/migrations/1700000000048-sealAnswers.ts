import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Answers that are kept for their Idempotency-Key name the owner and his address: from now on they are sealed, and kept for a day.
 * What was kept in clear is thrown away: who asks again with such a key finds his order by what he wants to pay.
 */
export class SealAnswers1700000000048 implements MigrationInterface {
  name = 'SealAnswers1700000000048'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM idempotency_records')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM idempotency_records')
  }
}
