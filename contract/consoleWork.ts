import { z } from 'zod'
import { OPEN_THINGS } from './differenceWords'
import { civilDate, companyId } from './estimates'
import { WORK_KINDS, WORK_ORDERS, WORK_SCOPES } from './workWords'

/**
 * 我的工作: all that waits for a person, of one company. Amounts in fen, moments in epoch milliseconds.
 *
 * - `GET  /console/api/work` (view) workQuery → workAnswer
 * - `GET  /console/api/work-counts` (view) → workCounts, for the menu
 * - `GET  /console/api/work/{kind}/{subject}` (view) → workThread
 * - `POST /console/api/work/{kind}/{subject}/comments` (view) commentRequest → workThread
 * - `POST /console/api/work/{kind}/{subject}/owner` (propose) ownerRequest → workThread
 * - `POST /console/api/work/{kind}/{subject}/reminder` (view) reminderRequest → workThread
 * - `POST /console/api/work/{kind}/{subject}/attachments?name=` (view; the bytes as they are) → workThread
 * - `GET  /console/api/work-attachments/{id}` (view) → the bytes
 */

export const workQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
  company: companyId,
  scope: z.enum(WORK_SCOPES).default('mine'),
  kind: z.enum(WORK_KINDS).optional(),
  order: z.enum(WORK_ORDERS).default('age'),
  owner: z.string().max(64).optional(),
})

const workItem = z.object({
  kind: z.enum(WORK_KINDS),
  kindName: z.string(),
  /** With the kind, what it is: a difference's id, a refund's number. */
  subject: z.string(),
  /** What is to be looked at, in Chinese. */
  says: z.string(),
  channel: z.string().nullable(),
  /** The number by which channel or bank knows it. */
  reference: z.string().nullable(),
  amountFen: z.int().nullable(),
  openedAt: z.int(),
  /** Full days since then. */
  ageDays: z.int(),
  /** A login name, or the desk. */
  owner: z.string(),
  remindOn: civilDate.nullable(),
  comments: z.int(),
})
export type WorkItemView = z.infer<typeof workItem>

const scopeCounts = z.record(z.enum(WORK_SCOPES), z.int())
export const workAnswer = z.object({
  rows: z.array(workItem),
  total: z.int(),
  totalFen: z.int(),
  counts: scopeCounts,
  owners: z.array(z.string()),
})
export type WorkAnswer = z.infer<typeof workAnswer>

export const workCounts = z.object({
  counts: scopeCounts,
  /** As the board has them. */
  open: z.array(z.object({ what: z.enum(OPEN_THINGS), count: z.int() })),
})
export type WorkCounts = z.infer<typeof workCounts>

export const workThread = z.object({
  item: workItem.nullable(),
  comments: z.array(z.object({ id: z.string(), at: z.int(), by: z.string(), words: z.string() })),
  attachments: z.array(
    z.object({ id: z.string(), at: z.int(), by: z.string(), name: z.string(), type: z.string(), bytes: z.int() }),
  ),
})
export type WorkThread = z.infer<typeof workThread>

export const workOf = z.object({ company: companyId })
export const commentRequest = z.strictObject({
  company: companyId,
  words: z.string().trim().min(1, '请写点什么').max(1000),
})
export const ownerRequest = z.strictObject({ company: companyId, owner: z.string().trim().min(1).max(64).optional() })
/** Null takes the reminder away. */
export const reminderRequest = z.strictObject({ company: companyId, remindOn: civilDate.nullable() })
export const attachmentQuery = z.object({ company: companyId, name: z.string().trim().min(1).max(120) })
