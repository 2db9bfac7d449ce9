import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, key, moment, nullable, sealed, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumn } from './addColumn'
import { createTable } from './createTable'

/** What a person has to look at of payments and refunds that are booked; each is a work item. */
export const followUps: TableLayout = {
  name: 'follow_ups',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(20),
    channel: word(10),
    subject: word(64),
    orderNo: nullable(word(64)),
    amountFen: amount,
    told: word(200),
    owner: word(64),
    status: word(10),
    openedAt: moment,
    closedAt: nullable(moment),
    closedBy: nullable(word(64)),
    note: nullable(sealed),
  },
  uniques: [['company', 'channel', 'kind', 'subject']],
  indices: [['company', 'status']],
}

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
