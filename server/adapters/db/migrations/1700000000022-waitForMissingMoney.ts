import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf } from './alterTable'
import { transits } from './shapes/waitedForTransits'

/** Until which day people wait for money that our account has missed. */
export class WaitForMissingMoney1700000000022 implements MigrationInterface {
  name = 'WaitForMissingMoney1700000000022'

  async up(runner: QueryRunner): Promise<void> {
    await addColumnOf(runner, transits, 'waitsUntil')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(transits.name, 'waits_until')
  }
}
