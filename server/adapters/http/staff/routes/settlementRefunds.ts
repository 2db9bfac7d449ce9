import type Router from '@koa/router'
import type { Context } from 'koa'
import * as shapes from '../../../../../contract/consoleSettlements'
import { PHOTO_KINDS } from '../../../../../contract/settlements'
import { RED_LETTER_NAMES, REFUND_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal, type Refusal, refuse } from '../../../../application/refusal'
import type { RefundApplication } from '../../../../domain/settlement/refundApplication'
import { validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'
import { within } from './settlements'

const COLUMNS: ExcelColumn<shapes.DeskRefund>[] = [
  { heading: '申请日期', of: ({ appliedOn }) => appliedOn },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '银行卡', of: ({ bankCard }) => bankCard, width: 24 },
  { heading: '开户银行', of: ({ bankName }) => bankName },
  { heading: '银行核对时间', of: ({ cardCheck }) => cardCheck?.checkedAt ?? null, kind: 'moment' },
  { heading: '受理', of: ({ online, takenBy }) => (online ? '小程序' : `大厅 ${takenBy ?? ''}`) },
  { heading: '状态', of: ({ state }) => REFUND_STATE_NAMES[state] },
  { heading: '红字发票', of: ({ redLetter }) => RED_LETTER_NAMES[redLetter] },
  { heading: '付款日期', of: ({ paidOn }) => paidOn },
  { heading: '说明', of: ({ reason }) => reason, width: 40 },
]

/** Refunds to bank cards: applications, their photos, and what the bank says of the card (domain.md BZ5, BZ8). */
export function settlementRefundRoutes(router: Router, { afterSeason }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const API = '/console/api/settlements'
  const { lists, refunds } = afterSeason
  const readers = auth.staff('view')
  const clerks = auth.staff('applications')

  /** An application as the desk sees it. */
  async function told(context: Context, outcome: RefundApplication | Refusal, status = 200): Promise<void> {
    if (isRefusal(outcome)) return answer(context, outcome)
    const [row] = await lists.refundRows([outcome])
    answer(context, row ?? refuse('not-found'), status)
  }

  router.get(`${API}/refunds`, readers, async (context) => {
    const { page, size, format, company, ...filter } = queried(context, shapes.refundsQuery)
    const of = { ...filter, company: companyScope(context, company) }
    const found = await lists.refunds(of, rowsWanted({ page, size, format }, MOST_EXPORTED))
    if (format === 'xlsx') return sendExcel(context, '退费申请', COLUMNS, found.rows)
    answer(context, found)
  })

  router.get(`${API}/refunds/:id`, readers, async (context) => {
    answer(context, await lists.refund(onDuty(context).staff, String(context.params.id)))
  })

  deeds.post(`${API}/refunds`, async (context) => {
    const request = await validated(context, shapes.hallRefundRequest)
    within(context, request.company)
    await told(context, await refunds.takeIn(onDuty(context).staff, request), 201)
  })

  deeds.post(`${API}/refunds/:id/refusal`, async (context) => {
    const { reason } = await validated(context, shapes.refusalRequest)
    await told(context, await refunds.refuse(onDuty(context).staff, String(context.params.id), reason))
  })

  deeds.post(`${API}/refunds/:id/card-check`, async (context) => {
    const checked = await validated(context, shapes.cardCheckRequest)
    await told(context, await refunds.recordCheck(onDuty(context).staff, String(context.params.id), checked))
  })

  deeds.post(`${API}/refunds/:id/card-question`, async (context) => {
    const asked = await refunds.askBank(onDuty(context).staff, String(context.params.id))
    if (isRefusal(asked)) return answer(context, asked)
    const { answered, application } = asked
    const [refund] = await lists.refundRows([application])
    const outcome = !answered ? 'unavailable' : application.status === 'refused' ? 'refused' : 'confirmed'
    answer(context, refund ? { outcome, refund } : refuse('not-found'))
  })

  router.get(`${API}/refunds/:id/photos/:kind`, clerks, async (context) => {
    const kind = PHOTO_KINDS.find((one) => one === context.params.kind)
    if (!kind) throw new HttpProblem('not-found')
    const photo = await afterSeason.showPhoto(onDuty(context).staff, String(context.params.id), kind)
    if (isRefusal(photo)) return answer(context, photo)
    context.type = photo.type
    context.set('cache-control', 'no-store')
    context.set('content-disposition', 'inline')
    context.body = photo.content
  })
}
