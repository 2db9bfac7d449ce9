import { z } from 'zod'
import { CHANNELS, sourcesPattern } from './channelWords'
import { formatQuery, pageQuery } from './console'
import { civilDate, companyId } from './estimates'
import { FEES_BY, FETCH_STEP_STATES, FILE_SOURCES, FILE_STATUSES } from './fileWords'

/**
 * The files of channels and banks as the console shows them: 文件. All amounts in fen, all moments epoch milliseconds.
 *
 * - `GET /console/api/files` (view; `format=xlsx` needs export) → filesAnswer
 * - `GET /console/api/files/{id}` (view) → fileAnswer
 * - `GET /console/api/files/{id}/original` (files or export) → the bytes as they came
 * - `POST /console/api/files` (files; multipart: uploadFields and `file`) → 201 uploadAnswer
 * - `POST /console/api/files/{id}/accept` (propose, fresh second factor) → 201 proposedAnswer; decided in the queue of approvals
 * - `POST /console/api/fetches` (files) → 202 fetchView; the one that is under way already, if there is one
 * - `POST /console/api/fetches/days` (files) fetchDaysRequest → 202 fetchesAnswer
 * - `GET /console/api/fetches` (view) → fetchesAnswer · `GET /console/api/fetches/{id}` (view) → fetchView, polled while it is open
 */

/** `wechat`, `alipay`, `bank:<id>`. */
const channel = z
  .string()
  .max(32)
  .regex(new RegExp(`^(${sourcesPattern('[a-z0-9-]+')})$`), `渠道应为 ${CHANNELS.join('、')} 或 bank:<编号>`)

export const filesQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  /** Civil days that the files are about; both included. */
  from: civilDate.optional(),
  to: civilDate.optional(),
  channel: channel.optional(),
  status: z.enum(FILE_STATUSES).optional(),
})

/** What a quarantined file is put aside for: the line that the bank's clerk looks at. */
const faultyLine = z.object({
  /** From 1, as an editor counts. */
  number: z.int(),
  /** The line's text; digits of numbers and names of people are masked. Null where it cannot be decoded. */
  text: z.string().nullable(),
})

export const fileView = z.object({
  id: z.string(),
  company: companyId,
  channel: z.string(),
  /** 微信支付, or the bank's name. */
  channelName: z.string(),
  /** `trade` tells payments and refunds, `fundflow` what moved on the merchant's account; further kinds may come. */
  bill: z.string(),
  date: civilDate,
  /** 1, 2, 3 …; null for a file that was put aside. */
  version: z.int().nullable(),
  status: z.enum(FILE_STATUSES),
  rows: z.int(),
  /** Payments less refunds. */
  totalFen: z.int(),
  /** Why it was put aside, in Chinese; null otherwise. */
  reason: z.string().nullable(),
  line: faultyLine.nullable(),
  receivedAt: z.int(),
  source: z.enum(FILE_SOURCES),
  /** The login name of who uploaded or fetched it; `system` for the machine. */
  receivedBy: z.string(),
  /** As it was called where it came from. */
  fileName: z.string(),
  /** SHA-256 of the content. */
  digest: z.string(),
})
export type FileView = z.infer<typeof fileView>

export const filesAnswer = z.object({
  rows: z.array(fileView),
  total: z.int(),
  /** The company's channels and banks, for the filter and for uploads. */
  channels: z.array(z.object({ channel: z.string(), name: z.string() })),
})
export type FilesAnswer = z.infer<typeof filesAnswer>

/** One side of a row that differs between two versions. */
const rowSide = z.object({
  amountFen: z.int(),
  state: z.string(),
  /** Whom the payer named at a bank's counter; null in a channel's file. */
  userCode: z.string().nullable(),
})
const changedRow = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  kind: z.enum(['payment', 'refund']),
  /** The channel's number of the payment, our number of the refund. */
  key: z.string(),
  orderNo: z.string().nullable(),
  before: rowSide.nullable(),
  after: rowSide.nullable(),
})
export type ChangedRow = z.infer<typeof changedRow>
const fileChange = z.object({
  /** The file that this one is compared with. */
  before: fileView,
  rowsBefore: z.int(),
  rowsAfter: z.int(),
  totalBeforeFen: z.int(),
  totalAfterFen: z.int(),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  /** The first 200 of them. */
  rows: z.array(changedRow),
})
export type FileChange = z.infer<typeof fileChange>

export const fileAnswer = z.object({
  file: fileView,
  /** Against the version before it; null for a first or only file and one that was put aside. */
  change: fileChange.nullable(),
  /** The last proposal to use it: its id is one of the queue of approvals. */
  approval: z
    .object({ id: z.string(), status: z.string(), makerName: z.string(), checkerName: z.string().nullable() })
    .nullable(),
  /** By what the fees of a channel's trade bill are judged: the contract's rates, those that its rows name, or nothing; null for other files. */
  feesBy: z.enum(FEES_BY).nullable(),
  /** It may be proposed for use now: not in force, no proposal waiting, the day not closed. */
  acceptable: z.boolean(),
})
export type FileAnswer = z.infer<typeof fileAnswer>

/** The fields of the form beside `file`: what the file has to be. */
export const uploadFields = z.strictObject({ company: companyId, channel, date: civilDate })

/** What reconciling a day has brought (contract.md, Reconciliation). */
const dayResult = z.object({
  status: z.enum(['balanced', 'differences', 'quarantined']),
  matched: z.int(),
  differences: z.int(),
  ourTotalFen: z.int(),
  theirTotalFen: z.int(),
  reason: z.string().nullable(),
})
/** `file` as it is kept now; the one that was there already when the content is known. */
export const uploadAnswer = z.object({ file: fileView, result: dayResult })
export type UploadAnswer = z.infer<typeof uploadAnswer>

export const acceptRequest = z.strictObject({ company: companyId })
export const proposedAnswer = z.object({ approvalId: z.string() })
export type ProposedAnswer = z.infer<typeof proposedAnswer>

export const fetchRequest = z.strictObject({ company: companyId, date: civilDate })
/** Several days at once; those that are closed are left out. */
export const fetchDaysRequest = z.strictObject({ company: companyId, from: civilDate, to: civilDate })
export const fetchesQuery = z.object({ company: companyId })

const fetchStep = z.object({
  channel: z.string(),
  channelName: z.string(),
  bill: z.string(),
  state: z.enum(FETCH_STEP_STATES),
  /** Null until it is over. */
  result: dayResult.nullable(),
  /** What is to be known of a step that brought no file, in Chinese. */
  reason: z.string().nullable(),
})
export type FetchStep = z.infer<typeof fetchStep>
/** Fetching all of a company's files of a day: long work, which goes on when the page is left. */
export const fetchView = z.object({
  id: z.string(),
  company: companyId,
  date: civilDate,
  startedBy: z.string(),
  startedAt: z.int(),
  /** Null while it is under way. */
  endedAt: z.int().nullable(),
  done: z.int(),
  total: z.int(),
  steps: z.array(fetchStep),
})
export type FetchView = z.infer<typeof fetchView>
/** The last 20, newest first. */
export const fetchesAnswer = z.object({ fetches: z.array(fetchView) })
export type FetchesAnswer = z.infer<typeof fetchesAnswer>
