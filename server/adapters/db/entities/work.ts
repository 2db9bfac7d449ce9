import type { MessageConsent } from '../../../application/ports/messages'
import type { VoucherExport } from '../../../application/ports/reports'
import type { IdempotencyRecord, InboxEntry, Job } from '../../../application/ports/work'
import type { Message } from '../../../domain/message/message'
import { amount, bytes, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableShape } from './table'

/** The last number that was taken of a company's number space. */
export interface Sequence {
  company: string
  space: string
  last: number
}

/** An inbox entry with what its event is about. */
export interface InboxRow extends InboxEntry {
  subject: string
}

export const inbox: TableShape<InboxRow> = {
  name: 'inbox',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(10),
    eventId: word(128),
    /** What the event is about: a channel may use one id for two (M3). */
    subject: word(100),
    headers: json,
    body: bytes,
    event: json,
    receivedAt: moment,
    processedAt: nullable(moment),
    attempts: count,
    nextTryAt: moment,
  },
  uniques: [['company', 'channel', 'eventId', 'subject']],
  indices: [['processedAt', 'receivedAt']],
}

export const jobs: TableShape<Job> = {
  name: 'jobs',
  columns: {
    key: key(word(100)),
    company: word(32),
    kind: word(32),
    subject: word(64),
    dueAt: moment,
    leaseUntil: moment,
    attempts: count,
    lastError: nullable(text),
    doneAt: nullable(moment),
  },
  indices: [['doneAt', 'dueAt']],
}

export const idempotencyRecords: TableShape<IdempotencyRecord> = {
  name: 'idempotency_records',
  columns: {
    scope: key(word(64)),
    key: key(word(128)),
    requestHash: word(64),
    status: nullable(count),
    contentType: nullable(word(64)),
    /** An answer names the owner and his address. */
    body: nullable(sealed),
    startedAt: moment,
  },
}

export const sequences: TableShape<Sequence> = {
  name: 'sequences',
  columns: { company: key(word(32)), space: key(word(32)), last: count },
}

/** Messages to residents, each with how it ended. */
export const messages: TableShape<Message> = {
  name: 'messages',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    event: word(20),
    occasion: word(64),
    subject: word(40),
    status: word(12),
    detail: nullable(word(100)),
    createdAt: moment,
    waitsUntil: moment,
    endedAt: nullable(moment),
  },
  uniques: [['residentId', 'event', 'occasion']],
  indices: [
    ['residentId', 'endedAt'],
    ['company', 'createdAt'],
  ],
}

/** How often a resident accepted a template, and for how many messages that was used. */
export const messageConsents: TableShape<MessageConsent> = {
  name: 'message_consents',
  columns: {
    residentId: key(word(26)),
    templateId: key(word(64)),
    company: word(32),
    granted: count,
    used: count,
  },
  indices: [['templateId', 'residentId']],
}

export interface RequestCount {
  counted: string
  requests: number
  resetsAt: number
}

/** How often something was asked for within a span, counted by all processes together. */
export const requestCounts: TableShape<RequestCount> = {
  name: 'request_counts',
  columns: {
    counted: key(word(160)),
    requests: count,
    resetsAt: moment,
  },
}

/** The number of the last transaction that wrote it: how a COMMIT without an answer is told from one that never arrived (M4). */
export interface CommitMark {
  slot: string
  mark: number
  markedAt: number
}

export const commitMarks: TableShape<CommitMark> = {
  name: 'commit_marks',
  columns: { slot: key(word(64)), mark: moment, markedAt: moment },
}

/** Voucher files that were exported; the files themselves lie below DATA_DIR/vouchers. */
export const voucherExports: TableShape<VoucherExport> = {
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
