import type { WorkAttachment, WorkComment, WorkMark } from '../../../domain/workItem/workItem'
import { count, key, moment, nullable, sealed, word } from '../columns'
import type { TableShape } from './table'

/** Owner and reminder that people have put on a piece of work. */
export const workMarks: TableShape<WorkMark> = {
  name: 'work_marks',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(16),
    subject: word(64),
    owner: nullable(word(64)),
    remindOn: nullable(word(10)),
    remindWho: nullable(word(64)),
    comments: count,
  },
  uniques: [['company', 'kind', 'subject']],
}

/** Remarks on pieces of work. Insert-only. */
export const workComments: TableShape<WorkComment> = {
  name: 'work_comments',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(16),
    subject: word(64),
    at: moment,
    by: word(64),
    /** Sealed: free text, which may name people. */
    words: sealed,
  },
  indices: [['company', 'kind', 'subject']],
}

/** Papers put to pieces of work, sealed. Insert-only. */
export const workAttachments: TableShape<WorkAttachment> = {
  name: 'work_attachments',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(16),
    subject: word(64),
    at: moment,
    by: word(64),
    name: sealed,
    type: word(32),
    bytes: count,
    content: sealed,
  },
  indices: [['company', 'kind', 'subject']],
}
