import { amount, count, json, key, moment, nullable, text, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

export const refunds: TableLayout = {
  name: 'refunds',
  columns: {
    refundNo: key(word(20)),
    company: word(32),
    source: word(32),
    paymentId: word(26),
    orderNo: nullable(word(64)),
    amountFen: amount,
    status: word(10),
    channelRefundId: nullable(word(64)),
    requestedAt: moment,
    acceptedOn: nullable(word(10)),
    succeededAt: nullable(moment),
    succeededOn: nullable(word(10)),
    reason: text,
    route: word(12),
    replaces: nullable(word(20)),
    owner: nullable(word(64)),
    attendedAt: nullable(moment),
    calledAt: nullable(moment),
  },
  indices: [
    ['paymentId'],
    ['company', 'status'],
    ['company', 'source', 'acceptedOn'],
    ['company', 'source', 'succeededOn'],
  ],
}

const day = { company: word(32), channel: word(32), bill: word(10), date: word(10) }
const DAY = ['company', 'channel', 'bill', 'date']

export const billFiles: TableLayout = {
  name: 'bill_files',
  columns: {
    id: key(word(26)),
    ...day,
    digest: word(64),
    version: nullable(count),
    status: word(12),
    path: text,
    rowCount: count,
    totalFen: amount,
    reason: nullable(text),
    receivedAt: moment,
  },
  uniques: [
    [...DAY, 'digest', 'status'],
    [...DAY, 'version'],
  ],
}

export const reconciliations: TableLayout = {
  name: 'reconciliations',
  columns: {
    id: key(word(26)),
    ...day,
    fileId: nullable(word(26)),
    matched: count,
    passes: json,
    ourTotalFen: amount,
    theirTotalFen: amount,
    status: word(12),
    reason: nullable(text),
    ranAt: moment,
  },
  indices: [[...DAY, 'ranAt']],
}

export const differences: TableLayout = {
  name: 'differences',
  columns: {
    id: key(word(26)),
    ...day,
    subject: word(200),
    kind: word(16),
    rowKind: word(10),
    key: word(128),
    orderNo: nullable(word(64)),
    channelNo: nullable(word(128)),
    ourFen: nullable(amount),
    theirFen: nullable(amount),
    reason: text,
    owner: word(64),
    status: word(10),
    openedAt: moment,
    closedAt: nullable(moment),
    closedBy: nullable(word(64)),
  },
  uniques: [[...DAY, 'subject']],
  indices: [['company', 'status', 'date']],
}
