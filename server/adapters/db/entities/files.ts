import type { FileFetch, InboxFile } from '../../../application/files/filePorts'
import { amount, json, key, moment, nullable, text, word } from '../columns'
import type { TableShape } from './table'

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
