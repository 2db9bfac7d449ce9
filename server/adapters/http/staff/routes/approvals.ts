import type Router from '@koa/router'
import { type ApprovalView, approvalsQuery, approveRequest, rejectRequest } from '../../../../../contract/console'
import { isRefusal, type Refusal, refuse } from '../../../../application/refusal'
import { type Approval, isOwn } from '../../../../domain/approval/approval'
import { APPROVAL_DEEDS, type ApprovalDeed, STAFF_DEEDS } from '../../../../domain/approval/deeds'
import { shownPayload } from '../../../../domain/approval/shownPayload'
import { may } from '../../../../domain/staff/roles'
import type { Staff } from '../../../../domain/staff/staff'
import { validated } from '../../body'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

const STATUS_NAMES = { proposed: '待审批', approved: '已批准', rejected: '已驳回', executed: '已执行' } as const

const COLUMNS: ExcelColumn<Approval>[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '公司', of: ({ company }) => company },
  { heading: '事项', of: ({ deed }) => APPROVAL_DEEDS[deed] },
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

/** The deeds that a role is shown; undefined for all. */
const deedsFor = ({ role }: Staff) => (may(role, 'view') ? undefined : STAFF_DEEDS)
const shows = (deeds: readonly ApprovalDeed[] | undefined, deed: ApprovalDeed) => deeds?.includes(deed) ?? true

const isDeed = (text: string): text is ApprovalDeed => Object.hasOwn(APPROVAL_DEEDS, text)

function view(approval: Approval, staff: Staff): ApprovalView {
  const { makerId: _maker, checkerId: _checker, payload, ...shown } = approval
  return {
    ...shown,
    payload: shownPayload(payload),
    deedName: APPROVAL_DEEDS[approval.deed],
    own: isOwn(approval, { id: staff.id, number: staff.staffNumber }),
  }
}

/** The queue of proposals: read by all who work with them, decided by a second person with a fresh second factor. */
export function approvalRoutes(router: Router, { approvals }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view', 'manage-staff')
  const viewOf = (outcome: Approval | Refusal, staff: Staff) => (isRefusal(outcome) ? outcome : view(outcome, staff))

  /** One proposal, as far as it is the asker's to see; any other is as if it did not exist. */
  async function seenBy(staff: Staff, id: string): Promise<Approval | Refusal> {
    const approval = await approvals.one(staff, id)
    return isRefusal(approval) || shows(deedsFor(staff), approval.deed) ? approval : refuse('not-found')
  }

  router.get('/console/api/approvals', readers, async (context) => {
    const query = queried(context, approvalsQuery)
    const { staff } = onDuty(context)
    const ofHis = deedsFor(staff)
    const deeds = Object.entries(APPROVAL_DEEDS)
      .filter(([deed]) => isDeed(deed) && shows(ofHis, deed))
      .map(([deed, name]) => ({ deed, name }))
    if (query.deed !== undefined && !isDeed(query.deed)) return answer(context, { rows: [], total: 0, deeds })
    const company = companyScope(context, query.company)
    const filter = { company, status: query.status, deed: query.deed, deeds: ofHis }
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const { rows, total } = await approvals.list(filter, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '申请', COLUMNS, rows)
    answer(context, { rows: rows.map((approval) => view(approval, staff)), total, deeds })
  })

  router.get('/console/api/approvals/:id', readers, async (context) => {
    const { staff } = onDuty(context)
    answer(context, viewOf(await seenBy(staff, String(context.params.id)), staff))
  })

  deeds.post('/console/api/approvals/:id/approve', async (context) => {
    const { staff } = onDuty(context)
    const decision = await validated(context, approveRequest)
    answer(context, viewOf(await approvals.approve(staff, String(context.params.id), decision), staff))
  })

  deeds.post('/console/api/approvals/:id/reject', async (context) => {
    const { staff } = onDuty(context)
    const id = String(context.params.id)
    const { comment } = await validated(context, rejectRequest)
    const seen = await seenBy(staff, id)
    if (isRefusal(seen)) return answer(context, seen)
    const mayReject = isOwn(seen, { id: staff.id, number: staff.staffNumber }) || may(staff.role, 'approve')
    answer(context, mayReject ? viewOf(await approvals.reject(staff, id, comment), staff) : refuse('not-allowed'))
  })
}
