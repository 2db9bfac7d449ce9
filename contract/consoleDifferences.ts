import { z } from 'zod'
import { formatQuery, pageQuery } from './console'
import { evidenceFact } from './consoleBooks'
import { CLAIM_ABOUTS, CLAIM_STATUSES, DIFFERENCE_ACTS, DIFFERENCE_STATUSES, RESOLUTIONS } from './differenceWords'
import { civilDate, companyId } from './estimates'
import { DIFFERENCE_ORDERS, ORDER_WAYS } from './orderWords'

/**
 * Differences of reconciliation as the finance desk works on them. All amounts in fen, with the sign of their direction (a
 * refund is negative).
 *
 *   GET  /console/api/differences                  differencesQuery → differencesAnswer, or an Excel file (format=xlsx)
 *   GET  /console/api/differences/:id              companyOnly → differenceDetail
 *   POST /console/api/differences/:id/owner        assignRequest → differenceDetail
 *   POST /console/api/differences/:id/proposals    proposeResolutionRequest → 201 proposedAnswer
 *   POST /console/api/differences/:id/reopening    reopenRequest → differenceDetail
 *   GET  /console/api/channel-claims               channelClaimsQuery → channelClaimsAnswer, or an Excel file (format=xlsx)
 *   POST /console/api/difference-sheets?company=   the Excel file, filled in → bulkAnswer
 */

export const differencesQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  from: civilDate.optional(),
  to: civilDate.optional(),
  /** `wechat`, `alipay`, `bank:<id>`. */
  channel: z.string().max(40).optional(),
  kind: z.string().max(32).optional(),
  status: z.enum(DIFFERENCE_STATUSES).optional(),
  /** A login name, or `finance-desk` for those that nobody has taken. */
  owner: z.string().max(64).optional(),
  /** Only those whose day lies at least so many days back. */
  olderThanDays: z.coerce.number().int().min(0).max(3660).optional(),
  sort: z.enum(DIFFERENCE_ORDERS).optional(),
  way: z.enum(ORDER_WAYS).default('ascend'),
})

export const resolutionView = z.object({
  resolution: z.enum(RESOLUTIONS),
  name: z.string(),
  /** The sentence that says what it will do. */
  says: z.string(),
  /** The money that it moves; null when it moves none. */
  amountFen: z.int().nullable(),
  /** Wants the household's user code. */
  needsUserCode: z.boolean(),
  /** Wants how the bank has confirmed it. */
  needsEvidence: z.boolean(),
  /** Wants the day on which the desk is reminded of it. */
  needsRemindDay: z.boolean(),
  /** Wants the households over which the money is split. */
  needsShares: z.boolean(),
  /** For `claim-returned`: the open claims that the money may end, the oldest first. */
  claims: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      about: z.enum(CLAIM_ABOUTS),
      openFen: z.int(),
      openedOn: civilDate,
    }),
  ),
})
export type ResolutionView = z.infer<typeof resolutionView>

export const differenceRow = z.object({
  id: z.string(),
  company: companyId,
  channel: z.string(),
  channelName: z.string(),
  /** The day on whose file it was seen. */
  date: civilDate,
  kind: z.string(),
  kindName: z.string(),
  rowKind: z.string(),
  orderNo: z.string().nullable(),
  channelNo: z.string().nullable(),
  ourFen: z.int().nullable(),
  theirFen: z.int().nullable(),
  /** By how much the two sides differ: theirs less ours. */
  byFen: z.int(),
  reason: z.string(),
  /** A login name, or `finance-desk`. */
  owner: z.string(),
  status: z.enum(DIFFERENCE_STATUSES),
  openedAt: z.int(),
  closedAt: z.int().nullable(),
  /** Whole days since its day. */
  ageDays: z.int(),
  /** Carried over from the day's cut and still within T+2: it waits, and does not keep its day from being closed. */
  waits: z.boolean(),
  suggestion: resolutionView.nullable(),
  /** The proposal that waits for its checker. */
  approvalId: z.string().nullable(),
  /** What resolved it. */
  resolution: z.enum(RESOLUTIONS).nullable(),
})
export type DifferenceRow = z.infer<typeof differenceRow>

export const differencesAnswer = z.object({
  rows: z.array(differenceRow),
  total: z.int(),
  /** Over all rows that the filters leave, not this page alone. */
  totals: z.object({ count: z.int(), ourFen: z.int(), theirFen: z.int(), open: z.int(), proposed: z.int() }),
  /** For the filters. */
  kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
  channels: z.array(z.object({ channel: z.string(), name: z.string() })),
  owners: z.array(z.string()),
})
export type DifferencesAnswer = z.infer<typeof differencesAnswer>

/** What one side has: a sentence for each fact, and the evidence behind it (for /console/api/evidence/:kind/:id). */
const differenceSide = z.object({
  amountFen: z.int().nullable(),
  /** Epoch milliseconds; null where the file gives days only. */
  at: z.int().nullable(),
  /** Where a person finds the row in the file; null on our side. */
  line: z.int().nullable(),
  facts: z.array(evidenceFact),
  evidence: z.object({ kind: z.string(), id: z.string() }).nullable(),
})
export type DifferenceSide = z.infer<typeof differenceSide>

const differenceEvent = z.object({
  at: z.int(),
  /** A login name, or `system`. */
  who: z.string(),
  act: z.enum(DIFFERENCE_ACTS),
  actName: z.string(),
  /** What was said or done: a reason, a comment, a resolution's sentence, the new owner. */
  note: z.string().nullable(),
  approvalId: z.string().nullable(),
})
export type DifferenceEvent = z.infer<typeof differenceEvent>

/** A claim on a channel, and what of it has come back. */
export const channelClaimRow = z.object({
  id: z.string(),
  channel: z.string(),
  channelName: z.string(),
  about: z.enum(CLAIM_ABOUTS),
  aboutName: z.string(),
  differenceId: z.string(),
  /** The number of the refund or payment that it is about. */
  number: z.string(),
  amountFen: z.int(),
  returnedFen: z.int(),
  openFen: z.int(),
  openedOn: civilDate,
  /** Whole days since then. */
  ageDays: z.int(),
  status: z.enum(CLAIM_STATUSES),
  statusName: z.string(),
  /** What came back, oldest first; negative where a re-sent statement has taken it back. */
  returns: z.array(z.object({ at: z.int(), amountFen: z.int(), differenceId: z.string() })),
})
export type ChannelClaimRow = z.infer<typeof channelClaimRow>

/** `status`: without it only what is still open. */
export const channelClaimsQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  status: z.enum(['open', 'all']).optional(),
})
export const channelClaimsAnswer = z.object({
  rows: z.array(channelClaimRow),
  total: z.int(),
  /** What is still claimed from each channel, over all pages. */
  channels: z.array(
    z.object({
      channel: z.string(),
      channelName: z.string(),
      count: z.int(),
      openFen: z.int(),
      /** The day of the oldest claim, and how many days ago that was. */
      oldestOn: civilDate,
      ageDays: z.int(),
    }),
  ),
  openFen: z.int(),
})
export type ChannelClaimsAnswer = z.infer<typeof channelClaimsAnswer>

export const differenceDetail = z.object({
  difference: differenceRow,
  /** Our payment, refund or order; null where we have nothing. */
  ours: differenceSide.nullable(),
  /** Their row; null where they have nothing. */
  theirs: differenceSide.nullable(),
  /** What else proves something: the notification as it came, the order, the file. */
  evidence: z.array(
    z.object({
      title: z.string(),
      facts: z.array(evidenceFact),
      kind: z.string().nullable(),
      id: z.string().nullable(),
    }),
  ),
  /** The suggested one first. Empty while a proposal waits, and when it is closed. */
  possible: z.array(resolutionView),
  /** Oldest first. */
  history: z.array(differenceEvent),
  mayReopen: z.boolean(),
  /** The claim on a channel that was made of it; null where none was. */
  claim: channelClaimRow.nullable(),
})
export type DifferenceDetail = z.infer<typeof differenceDetail>

const reason = z.string().trim().min(1, '请写明原因').max(500)

/** Without an owner the asker takes it himself; `finance-desk` gives it back to the desk. */
export const assignRequest = z.strictObject({ company: companyId, owner: z.string().trim().min(1).max(64).optional() })

export const proposeResolutionRequest = z.strictObject({
  company: companyId,
  resolution: z.enum(RESOLUTIONS),
  reason,
  /** For the resolutions that want one. */
  userCode: z.string().trim().min(1).max(32).optional(),
  /** For `claim-returned`: the claims that end with it; without them the oldest of the one channel that owes so much. */
  claims: z.array(z.string().max(26)).min(1).max(50).optional(),
  /** For `split-deposit`: whose bills it pays, and with how much; they come to the whole. */
  shares: z
    .array(z.strictObject({ userCode: z.string().trim().min(1).max(32), amountFen: z.int().positive() }))
    .min(2)
    .max(200)
    .optional(),
  /** For `book-second`: how the bank confirmed it (who, when, the number of its letter). */
  evidence: z.string().trim().min(1).max(500).optional(),
  /** For `await-arrival` and `ask-bank`: when the desk is reminded, if it has not come by then. */
  remindOn: civilDate.optional(),
})
export const proposedAnswer = z.object({ approvalId: z.string(), summary: z.string() })
export type ProposedAnswer = z.infer<typeof proposedAnswer>

export const reopenRequest = z.strictObject({ company: companyId, reason })

/** One row of the file that came back: proposed, or why not; `row` is the number in the sheet, the head is 1. */
const bulkRow = z.object({
  row: z.int(),
  id: z.string(),
  outcome: z.enum(['proposed', 'refused', 'left-out']),
  approvalId: z.string().nullable(),
  /** Why not, in Chinese; null when it was proposed. */
  why: z.string().nullable(),
})
export type BulkRow = z.infer<typeof bulkRow>
export const bulkAnswer = z.object({ proposed: z.int(), refused: z.int(), leftOut: z.int(), rows: z.array(bulkRow) })
export type BulkAnswer = z.infer<typeof bulkAnswer>
