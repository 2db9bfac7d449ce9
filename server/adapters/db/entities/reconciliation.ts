import type { FileFetch, InboxFile } from '../../../application/ports/fileFetches'
import type { Refund } from '../../../domain/payment/refund'
import type { ChannelFile } from '../../../domain/reconciliation/channelFile'
import type { Difference, Run } from '../../../domain/reconciliation/run'
import { amount, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableShape } from './table'

export const refunds: TableShape<Refund> = {
  name: 'refunds',
  columns: {
    /** Ours, or, for a refund that was made elsewhere, the channel's. */
    refundNo: key(word(64)),
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
    refusedCode: nullable(word(64)),
    refusedText: nullable(word(200)),
    tradeFiledOn: nullable(word(10)),
    fundFlowFiledOn: nullable(word(10)),
    returnedBy: nullable(word(80)),
  },
  indices: [
    ['paymentId'],
    ['company', 'status'],
    ['company', 'source', 'acceptedOn'],
    ['company', 'source', 'succeededOn'],
    ['company', 'source', 'tradeFiledOn'],
    ['company', 'source', 'fundFlowFiledOn'],
  ],
}

const DAY = ['company', 'channel', 'bill', 'date'] as const

export const channelFiles: TableShape<ChannelFile> = {
  name: 'bill_files',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    bill: word(10),
    date: word(10),
    digest: word(64),
    version: nullable(count),
    status: word(12),
    path: text,
    rowCount: count,
    totalFen: amount,
    reason: nullable(text),
    receivedAt: moment,
    source: word(10),
    receivedBy: word(64),
    fileName: word(120),
    faultLine: nullable(count),
    /** Sealed, though masked: a line of a bank's file is about people. */
    faultText: nullable(sealed),
  },
  uniques: [
    [...DAY, 'digest', 'status'],
    [...DAY, 'version'],
  ],
}

export const reconciliations: TableShape<Run> = {
  name: 'reconciliations',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    bill: word(10),
    date: word(10),
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

export const differences: TableShape<Difference> = {
  name: 'differences',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    bill: word(10),
    date: word(10),
    subject: word(200),
    kind: word(16),
    subKind: word(16),
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
    /** Both rows as the run saw them. */
    seen: nullable(json),
    fileId: nullable(word(26)),
  },
  uniques: [[...DAY, 'subject']],
  indices: [['company', 'status', 'date']],
}

export interface FileFetchRow extends FileFetch {
  /** Company and day while it is under way, else null: there is one at most (M3). */
  openKey: string | null
}

/** What lies in a bank's folder, as it was seen last: who is still being written is told by two looks. */
export const inboxFiles: TableShape<InboxFile> = {
  name: 'inbox_files',
  columns: {
    company: key(word(32)),
    bank: key(word(32)),
    name: key(word(120)),
    date: word(10),
    size: amount,
    modifiedAt: moment,
    seenAt: moment,
    state: word(10),
    reason: nullable(text),
    takenAt: nullable(moment),
  },
  indices: [['company', 'seenAt']],
}

/** Fetching all of a company's files of a day: long work, step by step. */
export const fileFetches: TableShape<FileFetchRow> = {
  name: 'file_fetches',
  columns: {
    id: key(word(26)),
    company: word(32),
    date: word(10),
    startedBy: word(64),
    startedAt: moment,
    endedAt: nullable(moment),
    steps: json,
    openKey: nullable(word(64)),
  },
  uniques: [['openKey']],
  indices: [['company', 'startedAt']],
}
