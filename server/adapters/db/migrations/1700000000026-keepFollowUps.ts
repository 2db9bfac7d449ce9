import type { MigrationInterface, QueryRunner } from 'typeorm'
import { nullable, word } from '../columns'
import { addColumn } from './addColumn'
import { createTable } from './createTable'
import { followUps } from './shapes/followUps'

/** What a person has to look at of money that is booked, and why a channel refused a refund. */
export class KeepFollowUps1700000000026 implements MigrationInterface {
  name = 'KeepFollowUps1700000000026'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, followUps)
    await addColumn(runner, 'refunds', 'refusedCode', nullable(word(64)))
    await addColumn(runner, 'refunds', 'refusedText', nullable(word(200)))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('refunds', 'refused_text')
    await runner.dropColumn('refunds', 'refused_code')
    await runner.dropTable(followUps.name)
  }
}
