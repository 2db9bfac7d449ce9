import { companyOnly } from '../../../../../contract/consoleBooks'
import {
  type ClosureView,
  closeDayRequest,
  closingState,
  closingsAnswer,
  closingsQuery,
  closureView,
} from '../../../../../contract/consoleClosings'
import { civilDate } from '../../../../../contract/estimates'
import { refuse } from '../../../../application/common/refusal'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

const COLUMNS: ExcelColumn<ClosureView>[] = [
  { heading: '日期', of: ({ date }) => date, kind: 'date' },
  { heading: '起始日', of: ({ since }) => since, kind: 'date' },
  { heading: '关账时间', of: ({ closedAt }) => closedAt, kind: 'moment' },
  { heading: '关账人', of: ({ closedBy }) => closedBy },
  { heading: '分录数', of: ({ transfers }) => transfers, kind: 'count' },
  { heading: '发生额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
]

/** Closed days: how far a day is, closing it for good, and what was closed. */
export const CLOSING_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/closings',
    summary: '关账记录',
    may: 'view',
    query: closingsQuery,
    answer: closingsAnswer,
    async answerTo({ verbs, query }) {
      const { offset, limit } = rowsWanted(query)
      const found = await verbs.closings.list(query.company, offset, limit)
      return query.format === 'xlsx' ? excel('关账记录', COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/closings/:date',
    summary: '一天能否关账',
    may: 'view',
    query: companyOnly,
    answer: closingState,
    refuses: ['not-found'],
    async answerTo({ verbs, query, params }) {
      const date = civilDate.safeParse(params.date)
      return date.success ? verbs.closings.state(query.company, date.data) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/closings',
    summary: '关账',
    body: closeDayRequest,
    answer: closureView,
    status: 201,
    refuses: ['day-closed', 'day-not-ready'],
    answerTo: ({ verbs, body: { company, date }, staff }) => verbs.closings.close(company, date, staff),
  }),
]
