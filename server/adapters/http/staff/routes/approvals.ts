import {
  type ApprovalView,
  approvalsAnswer,
  approvalsQuery,
  approvalView,
  approveRequest,
  rejectRequest,
} from '../../../../../contract/console'
import {
  type ApproveManyAnswer,
  approvalSheet,
  approveManyAnswer,
  approveManyRequest,
} from '../../../../../contract/consoleApprovals'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../../../../application/common/refusal'
import {
  APPROVAL_ACTIONS,
  type Approval,
  type ApprovalAction,
  isOwn,
  STAFF_ACTIONS,
  shownPayload,
} from '../../../../domain/approval/approval'
import type { Staff } from '../../../../domain/staff/staff'
import { may } from '../../../../domain/staff/staff'
import type { ExcelColumn } from '../../../files/excelFile'
import { problemOfRefusal } from '../../problems'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import type { StaffVerbs } from '../verbs'

const STATUS_NAMES = { proposed: '待审批', approved: '已批准', rejected: '已驳回', executed: '已执行' } as const

const COLUMNS: ExcelColumn<Approval>[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '公司', of: ({ company }) => company },
  { heading: '事项', of: ({ deed }) => APPROVAL_ACTIONS[deed] },
  { heading: '内容', of: ({ summary }) => summary, width: 60 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '状态', of: ({ status }) => STATUS_NAMES[status] },
  { heading: '经办人', of: ({ makerName }) => makerName },
  { heading: '经办人工号', of: ({ makerNumber }) => makerNumber },
  { heading: '提交时间', of: ({ madeAt }) => madeAt, kind: 'moment' },
  { heading: '审批人', of: ({ checkerName }) => checkerName },
  { heading: '审批人工号', of: ({ checkerNumber }) => checkerNumber },
  { heading: '审批时间', of: ({ decidedAt }) => decidedAt, kind: 'moment' },
  { heading: '意见', of: ({ comment }) => comment, width: 40 },
]

/** The actions that a role is shown; undefined for all. */
const actionsFor = ({ role }: Staff) => (may(role, 'view') ? undefined : STAFF_ACTIONS)
const shows = (deeds: readonly ApprovalAction[] | undefined, deed: ApprovalAction) => deeds?.includes(deed) ?? true

const isAction = (text: string): text is ApprovalAction => Object.hasOwn(APPROVAL_ACTIONS, text)

/** A proposal as the console shows it to somebody: its payload without what is sealed. */
export function approvalViewFor(approval: Approval, staff: Staff): ApprovalView {
  const { makerId: _maker, checkerId: _checker, payload, ...shown } = approval
  return {
    ...shown,
    payload: shownPayload(payload),
    deedName: APPROVAL_ACTIONS[approval.deed],
    own: isOwn(approval, { id: staff.id, number: staff.staffNumber }),
  }
}

/** What a verb gives of a proposal, as the console shows it. */
export const approvalAnswer = <Code extends RefusalCode = never>(
  staff: Staff,
  outcome: Approval | Refusal<Code>,
): ApprovalView | Refusal<Code> => (isRefusal(outcome) ? outcome : approvalViewFor(outcome, staff))

/** What the desk is told about a proposal that waits for a second person. */
export function proposal<Code extends RefusalCode = never>(proposed: Approval | Refusal<Code>) {
  if (isRefusal(proposed)) return proposed
  const { id: approvalId, payloadHash, summary, amountFen } = proposed
  return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0 }
}

/** One proposal, as far as it is the asker's to see; any other is as if it did not exist. */
async function seenBy({ approvals }: StaffVerbs, staff: Staff, id: string): Promise<Approval | Refusal<'not-found'>> {
  const approval = await approvals.one(staff, id)
  return isRefusal(approval) || shows(actionsFor(staff), approval.deed) ? approval : refuse('not-found')
}

/** The queue of proposals: read by all who work with them, decided by a second person with a fresh second factor. */
export const APPROVAL_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/approvals',
    summary: '审批队列',
    may: ['view', 'manage-staff'],
    query: approvalsQuery,
    answer: approvalsAnswer,
    async answerTo({ verbs, staff, company, query }) {
      const ofHis = actionsFor(staff)
      const deeds = Object.entries(APPROVAL_ACTIONS)
        .filter(([deed]) => isAction(deed) && shows(ofHis, deed))
        .map(([deed, name]) => ({ deed, name }))
      if (query.deed !== undefined && !isAction(query.deed)) return { rows: [], total: 0, deeds }
      const filter = { company, status: query.status, deed: query.deed, deeds: ofHis }
      const { offset, limit } = rowsWanted(query)
      const { rows, total } = await verbs.approvals.list(filter, offset, limit)
      if (query.format === 'xlsx') return excel('申请', COLUMNS, rows)
      return { rows: rows.map((approval) => approvalViewFor(approval, staff)), total, deeds }
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/approvals/:id',
    summary: '一条申请',
    may: ['view', 'manage-staff'],
    answer: approvalView,
    refuses: ['not-found'],
    answerTo: async ({ verbs, staff, params }) => approvalAnswer(staff, await seenBy(verbs, staff, params.id)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/approvals/:id/sheet',
    summary: '审批前所见：依据、用户、收款人与将记的分录',
    may: ['view', 'manage-staff'],
    answer: approvalSheet,
    refuses: ['not-found'],
    async answerTo({ verbs, staff, params }) {
      const seen = await seenBy(verbs, staff, params.id)
      if (isRefusal(seen)) return seen
      const { refused, ...sheet } = await verbs.readSheet(seen)
      return { ...sheet, obstacle: refused === null ? null : problemOfRefusal(refused).detail }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/approvals/approve-many',
    summary: '批准所选',
    body: approveManyRequest,
    answer: approveManyAnswer,
    async answerTo({ verbs, staff, body: { approvals, comment } }) {
      const results: ApproveManyAnswer['results'] = []
      // One after the other: each is a decision of its own, and what one changes the next one sees.
      for (const { id, payloadHash } of approvals) {
        const decided = await verbs.approvals.approve(staff, id, { payloadHash, comment })
        results.push(
          isRefusal(decided)
            ? { id, done: false, says: problemOfRefusal(decided).detail }
            : { id, done: true, says: decided.summary },
        )
      }
      return { results }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/approvals/:id/approve',
    summary: '批准并执行',
    body: approveRequest,
    answer: approvalView,
    refuses: [
      'already-collected',
      'already-decided',
      'already-granted',
      'already-reduced',
      'already-resolved',
      'amounts-changed',
      'bank-file-holds-it',
      'books-changed',
      'card-needed',
      'channel-knows-it',
      'channel-not-paid',
      'channel-says-otherwise',
      'channel-says-ours',
      'channel-silent',
      'credit-spent',
      'date-out-of-range',
      'day-closed',
      'file-not-acceptable',
      'invoice-first',
      'maker-is-checker',
      'mean-known',
      'more-than-billed',
      'moved-out',
      'no-bill',
      'no-mean',
      'no-price',
      'no-review-needed',
      'no-statement-balance',
      'no-subsidy-rate',
      'not-awaiting',
      'not-confirmed',
      'not-found',
      'not-granted',
      'not-inspected',
      'not-offered',
      'not-proposed',
      'not-refundable',
      'nothing-changed',
      'nothing-used',
      'only-early-or-late',
      'outside-window',
      'over-write-off-limit',
      'payload-changed',
      'payment-closed',
      'payment-unknown',
      'payout-changed',
      'readings-missing',
      'refund-not-done',
      'refund-too-much',
      'refund-window-over',
      'resolution-does-not-fit',
      'route-not-open',
      'rulebook-begins-too-early',
      'rulebook-moved-on',
      'shares-needed',
      'signed-already',
      'statement-not-followed',
      'staff-number-taken',
      'subsidy-changed',
      'suspense-first',
      'too-many-refunds',
      'wrong-status',
    ],
    answerTo: async ({ verbs, staff, params, body }) =>
      approvalAnswer(staff, await verbs.approvals.approve(staff, params.id, body)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/approvals/:id/reject',
    summary: '驳回或撤回',
    body: rejectRequest,
    answer: approvalView,
    refuses: ['not-allowed', 'not-found', 'not-proposed'],
    async answerTo({ verbs, staff, params, body: { comment } }) {
      const seen = await seenBy(verbs, staff, params.id)
      if (isRefusal(seen)) return seen
      const mayReject = isOwn(seen, { id: staff.id, number: staff.staffNumber }) || may(staff.role, 'approve')
      return mayReject
        ? approvalAnswer(staff, await verbs.approvals.reject(staff, params.id, comment))
        : refuse('not-allowed')
    },
  }),
]
