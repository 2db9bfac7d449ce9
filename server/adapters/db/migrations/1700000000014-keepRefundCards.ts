import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { createTable } from './createTable'

/** The cards that refunds go to which cannot go back the way they came. */
export const refundCards: TableLayout = {
  name: 'refund_cards',
  columns: {
    refundNo: key(word(20)),
    company: word(32),
    paidBy: word(10),
    amountFen: amount,
    owner: sealed,
    bankCard: sealed,
    paper: sealed,
    bankType: nullable(word(32)),
    cardCheck: nullable(json),
    status: word(10),
    recordedAt: moment,
    batchId: nullable(word(26)),
    serial: nullable(word(20)),
    bankSerial: nullable(word(64)),
    failCode: nullable(word(32)),
    failReason: nullable(text),
    paidOn: nullable(word(10)),
    returnedOn: nullable(word(10)),
  },
  uniques: [['company', 'serial']],
  indices: [['company', 'status'], ['batchId']],
}

/** How often something was asked for within a span, counted by all processes together. */
export const requestCounts: TableLayout = {
  name: 'request_counts',
  columns: {
    counted: key(word(160)),
    requests: count,
    resetsAt: moment,
  },
}

/** Refunds that a channel told of and that we did not make; each is a work item. */
export const strayRefunds: TableLayout = {
  name: 'stray_refunds',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(10),
    subject: word(80),
    reason: word(20),
    refundNo: nullable(word(64)),
    orderNo: nullable(word(64)),
    transactionId: nullable(word(64)),
    paymentId: nullable(word(26)),
    amountFen: amount,
    toldAt: moment,
    owner: word(64),
    status: word(10),
    openedAt: moment,
    closedAt: nullable(moment),
    closedBy: nullable(word(64)),
    note: nullable(sealed),
  },
  uniques: [['company', 'channel', 'subject']],
  indices: [['company', 'status']],
}

const SHAPES = [refundCards, strayRefunds, requestCounts]

/** Cards that refunds go to, refunds that were made elsewhere, and counts of requests that all processes share. */
export class KeepRefundCards1700000000014 implements MigrationInterface {
  name = 'KeepRefundCards1700000000014'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of SHAPES) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of SHAPES) await runner.dropTable(shape.name)
  }
}
