import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf, addIndex, addUnique, dropIndex, dropUnique } from './alterTable'
import { createTable } from './createTable'
import { transfers } from './shapes/money'

export const invoices: TableLayout = {
  name: 'invoices',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    orderNo: word(20),
    householdId: word(26),
    kind: word(4),
    nth: count,
    titleKind: word(10),
    titleName: sealed,
    taxNumber: nullable(word(20)),
    amountFen: amount,
    state: word(10),
    number: nullable(word(32)),
    fileName: nullable(word(100)),
    reason: nullable(text),
    askedAt: moment,
    issuedAt: nullable(moment),
    reverses: nullable(word(26)),
    refundNo: nullable(word(20)),
  },
  uniques: [['orderNo', 'kind', 'nth'], ['company', 'number'], ['reverses'], ['refundNo']],
  indices: [
    ['residentId', 'askedAt'],
    ['company', 'askedAt'],
  ],
}

/** Voucher files that were exported; the files themselves lie below DATA_DIR/vouchers. */
export const voucherExports: TableLayout = {
  name: 'voucher_exports',
  columns: {
    id: key(word(26)),
    company: word(32),
    template: word(32),
    firstDay: word(10),
    lastDay: word(10),
    days: json,
    vouchers: count,
    totalFen: amount,
    fileName: word(100),
    digest: word(64),
    exportedBy: word(64),
    exportedAt: moment,
  },
  indices: [['company', 'lastDay']],
}

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
