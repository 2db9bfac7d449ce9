import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addColumnOf, addIndex, addUnique, dropIndex, dropUnique } from './alterTable'
import { createTable } from './createTable'
import { transfers } from './shapes/money'
import { invoices, voucherExports } from './shapes/redLetters'

const ADDED = ['kind', 'nth', 'reverses', 'refundNo'] as const
/** All that sums over days need: it takes the place of the index on company and day, which it begins with. */
const SUMMED = [
  'company',
  'effectiveOn',
  'event',
  'debitAccount',
  'creditAccount',
  'amountFen',
  'householdId',
  'season',
]
const BY_DAY = ['company', 'effectiveOn']
/** What the rows of before are: an order's one blue invoice. */
const OF_BEFORE: Readonly<Record<string, string>> = { kind: 'blue', nth: '1' }

/** Red invoices, more than one invoice of an order, the exports of vouchers, and reports that read an index only. */
export class KeepRedLetters1700000000012 implements MigrationInterface {
  name = 'KeepRedLetters1700000000012'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, voucherExports)
    for (const column of ADDED) await addColumnOf(runner, invoices, column, OF_BEFORE[column])
    await addUnique(runner, invoices, ['orderNo', 'kind', 'nth'])
    await addUnique(runner, invoices, ['reverses'])
    await addUnique(runner, invoices, ['refundNo'])
    await addIndex(runner, invoices, ['company', 'askedAt'])
    await dropUnique(runner, invoices, ['orderNo'])
    await addIndex(runner, transfers, SUMMED)
    await dropIndex(runner, transfers, BY_DAY)
  }

  async down(runner: QueryRunner): Promise<void> {
    await addIndex(runner, transfers, BY_DAY)
    await dropIndex(runner, transfers, SUMMED)
    await addUnique(runner, invoices, ['orderNo'])
    await dropIndex(runner, invoices, ['company', 'askedAt'])
    await dropUnique(runner, invoices, ['refundNo'])
    await dropUnique(runner, invoices, ['reverses'])
    await dropUnique(runner, invoices, ['orderNo', 'kind', 'nth'])
    await runner.dropColumns(invoices.name, ['refund_no', 'reverses', 'nth', 'kind'])
    await runner.dropTable(voucherExports.name)
  }
}
