import type Router from '@koa/router'
import * as shapes from '../../../../../contract/consolePayouts'
import { PAYOUT_BATCH_STATUS_NAMES, PAYOUT_ITEM_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal } from '../../../../application/refusal'
import { rawBody, validated } from '../../body'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'
import { within } from './settlements'

const LARGEST_FILE_BYTES = 16 * 1024 * 1024

const BATCH_COLUMNS: ExcelColumn<shapes.PayoutBatchView>[] = [
  { heading: '日期', of: ({ madeOn }) => madeOn },
  { heading: '文件', of: ({ fileName }) => fileName, width: 30 },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '笔数', of: ({ count }) => count, kind: 'count' },
  { heading: '合计（元）', of: ({ totalFen }) => totalFen, kind: 'fen' },
  { heading: '状态', of: ({ status }) => PAYOUT_BATCH_STATUS_NAMES[status] },
  { heading: '已付款', of: ({ items }) => items.paid, kind: 'count' },
  { heading: '没有付成', of: ({ items }) => items.failed, kind: 'count' },
  { heading: '已退汇', of: ({ items }) => items.returned, kind: 'count' },
  { heading: '经办人', of: ({ makerName }) => makerName },
  { heading: '审批人', of: ({ checkerName }) => checkerName },
]

const ITEM_COLUMNS: ExcelColumn<shapes.PayoutItemView>[] = [
  { heading: '流水号', of: ({ serial }) => serial, width: 24 },
  { heading: '事项', of: ({ kind }) => (kind === 'settlement' ? '热计量退费' : '缴费退款') },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '退款单号', of: ({ refundNo }) => refundNo, width: 24 },
  { heading: '银行卡', of: ({ bankCard }) => bankCard, width: 24 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '状态', of: ({ state }) => PAYOUT_ITEM_STATE_NAMES[state] },
  { heading: '银行流水号', of: ({ bankSerial }) => bankSerial, width: 24 },
  { heading: '银行说明', of: ({ reason }) => reason, width: 40 },
  { heading: '付款日期', of: ({ paidOn }) => paidOn },
  { heading: '退汇日期', of: ({ returnedOn }) => returnedOn },
]

/** Batches of refunds that a bank pays to cards, their files, and the bank's answers (domain.md BZ3). */
export function payoutRoutes(router: Router, { afterSeason }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const API = '/console/api/settlements'
  const { lists, importPayouts } = afterSeason
  const readers = auth.staff('view')

  router.get(`${API}/payouts`, readers, async (context) => {
    const query = queried(context, shapes.payoutsQuery)
    const found = await lists.payouts(companyScope(context, query.company), rowsWanted(query, MOST_EXPORTED))
    if (query.format === 'xlsx') return sendExcel(context, '代发批次', BATCH_COLUMNS, found.rows)
    answer(context, found)
  })

  deeds.post(`${API}/payouts`, async (context) => {
    const { company, season, applications, refunds } = await validated(context, shapes.payoutRequest)
    const chosen = applications || refunds ? { applications, refunds } : undefined
    const outcome = await afterSeason.proposePayout(within(context, company), onDuty(context).staff, season, chosen)
    answer(context, isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }, 201)
  })

  router.get(`${API}/payouts/waiting`, readers, async (context) => {
    const { company, season } = queried(context, shapes.waitingPayoutsQuery)
    answer(context, await lists.waitingPayouts(within(context, company), season))
  })

  router.get(`${API}/payouts/:id`, readers, async (context) => {
    const { format } = queried(context, shapes.payoutBatchQuery)
    const found = await lists.payout(onDuty(context).staff, String(context.params.id))
    if (isRefusal(found)) return answer(context, found)
    if (format === 'xlsx') return sendExcel(context, found.batch.fileName, ITEM_COLUMNS, found.items)
    answer(context, found)
  })

  // It names cards in the clear: only who carries files to the bank, with a fresh second factor.
  router.get(`${API}/payouts/:id/file`, auth.staff('files'), auth.fresh, async (context) => {
    const file = await afterSeason.payoutFile(onDuty(context).staff, String(context.params.id))
    if (isRefusal(file)) return answer(context, file)
    context.type = 'text/plain; charset=gbk'
    context.set('cache-control', 'no-store')
    context.set('content-disposition', `attachment; filename="${file.fileName}"`)
    context.body = file.content
  })

  deeds.post(`${API}/payouts/:id/exchange`, async (context) => {
    answer(context, await afterSeason.exchangePayouts(onDuty(context).staff, String(context.params.id)))
  })

  for (const [path, take] of [
    ['results', importPayouts.result],
    ['returned', importPayouts.returned],
  ] as const) {
    deeds.post(`${API}/payout-files/${path}`, async (context) => {
      const { company, fileName } = queried(context, shapes.payoutFileQuery)
      within(context, company)
      const bytes = await rawBody(context, LARGEST_FILE_BYTES)
      answer(context, await take({ company, fileName, bytes, actor: onDuty(context).staff.loginName }))
    })
  }
}
