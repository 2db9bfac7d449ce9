import type { WorkKind, WorkScope } from '../../../contract/workWords'
import type { CivilDate } from '../calendar/civilDate'

/** Which piece of work: a kind, and its own id or number. */
export interface WorkKey {
  company: string
  kind: WorkKind
  subject: string
}

/** Something that waits for a person, as it stands in the books. */
export interface WorkItem extends WorkKey {
  channel: string | null
  reference: string | null
  /** The code or words of why it waits, as its own table has it. */
  label: string
  more: string | null
  /** In fen. */
  amountFen: number | null
  openedAt: number
  /** Who answers for it: a login name or the desk. */
  owner: string
  remindOn: CivilDate | null
  comments: number
}

/** What people have put on a piece of work beside its own record: an owner, a reminder, the number of comments. */
export interface WorkMark extends WorkKey {
  id: string
  owner: string | null
  remindOn: CivilDate | null
  /** Who wants to be reminded. */
  remindWho: string | null
  comments: number
}

/** A remark on a piece of work. Insert-only. */
export interface WorkComment extends WorkKey {
  id: string
  at: number
  /** A login name. */
  by: string
  words: string
}

/** A paper that somebody has put to a piece of work; its content is sealed, in base 64. Insert-only. */
export interface WorkAttachment extends WorkKey {
  id: string
  at: number
  by: string
  name: string
  type: string
  bytes: number
  content: string
}

/** The most that an attachment may have. */
export const MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024

/** The most attachments of one piece of work. */
export const MAX_ATTACHMENTS = 20

const STARTS: readonly { type: string; bytes: readonly number[] }[] = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
]

/** What an attachment is by its own bytes: a PDF or a picture; undefined for anything else, whatever its name says. */
export const attachmentType = (content: Uint8Array): string | undefined =>
  STARTS.find(({ bytes }) => bytes.every((byte, index) => content[index] === byte))?.type

/** Whom a list of work is made for. */
export interface WorkReader {
  loginName: string
  staffNumber: string
  mayApprove: boolean
  scope: WorkScope
  today: CivilDate
  /** Differences at the day's cut wait until this day; older ones are work. */
  cutFrom: CivilDate
}
