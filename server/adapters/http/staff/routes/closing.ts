import type Router from '@koa/router'
import { companyOnly } from '../../../../../contract/consoleBooks'
import { type ClosureView, closeDayRequest, closingsQuery } from '../../../../../contract/consoleClosings'
import { civilDate } from '../../../../../contract/estimates'
import { validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

const API = '/console/api/closings'

const COLUMNS: ExcelColumn<ClosureView>[] = [
  { heading: '日期', of: ({ date }) => date },
  { heading: '起始日', of: ({ since }) => since },
  { heading: '关账时间', of: ({ closedAt }) => closedAt, kind: 'moment' },
  { heading: '关账人', of: ({ closedBy }) => closedBy },
  { heading: '分录数', of: ({ transfers }) => transfers, kind: 'count' },
  { heading: '发生额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
]

/** Closed days: how far a day is, closing it for good, and what was closed. */
export function closingRoutes(router: Router, { closings }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view')

  router.get(API, readers, async (context) => {
    const query = queried(context, closingsQuery)
    companyScope(context, query.company)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const found = await closings.list(query.company, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '关账记录', COLUMNS, found.rows)
    answer(context, found)
  })

  router.get(`${API}/:date`, readers, async (context) => {
    const { company } = queried(context, companyOnly)
    companyScope(context, company)
    const date = civilDate.safeParse(context.params.date)
    if (!date.success) throw new HttpProblem('not-found')
    answer(context, await closings.state(company, date.data))
  })

  deeds.post(API, async (context) => {
    const { company, date } = await validated(context, closeDayRequest)
    companyScope(context, company)
    answer(context, await closings.close(company, date, onDuty(context).staff), 201)
  })
}
