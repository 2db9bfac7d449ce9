import type { IdempotencyRecord, InboxEntry, Job } from '../../../application/workPorts'
import { bytes, count, json, key, moment, nullable, text, word } from '../columns'
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
    body: nullable(text),
    startedAt: moment,
  },
}

export const sequences: TableShape<Sequence> = {
  name: 'sequences',
  columns: { company: key(word(32)), space: key(word(32)), last: count },
}
