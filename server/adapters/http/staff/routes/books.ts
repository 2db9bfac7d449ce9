import {
  accountsAnswer,
  accountsQuery,
  boardAnswer,
  boardQuery,
  companyOnly,
  evidenceAnswer,
  householdHistory,
  householdRowsAnswer,
  householdsQuery,
  suspenseAnswer,
  type TransferView,
  transfersAnswer,
  transfersQuery,
} from '../../../../../contract/consoleBooks'
import { searchAnswer, searchQuery } from '../../../../../contract/consoleSearch'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, offsetOf, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffRoute } from '../../routing/route'

const TRANSFER_COLUMNS: ExcelColumn<TransferView>[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '记账日', of: ({ effectiveOn }) => effectiveOn, kind: 'date' },
  { heading: '事项', of: ({ eventName }) => eventName },
  { heading: '借方科目', of: ({ debitName }) => debitName, width: 24 },
  { heading: '贷方科目', of: ({ creditName }) => creditName, width: 24 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '用户号', of: ({ userCode }) => userCode ?? null, width: 16 },
  { heading: '订单号', of: ({ orderNo }) => orderNo ?? null, width: 24 },
  { heading: '余额（元）', of: ({ balanceFen }) => balanceFen ?? null, kind: 'fen' },
  { heading: '凭据类型', of: ({ evidenceKind }) => evidenceKind },
  { heading: '凭据编号', of: ({ evidenceId }) => evidenceId, width: 30 },
  { heading: '入账时间', of: ({ recordedAt }) => recordedAt, kind: 'moment' },
]

/** The books as the console reads them: the board, households, the ledger with its evidence, money in suspense. */
export const BOOK_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/board',
    summary: '对账进度',
    may: 'view',
    query: boardQuery,
    answer: boardAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { desk }, query: { company, ...days } }) => desk.showBoard(company, days),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/search',
    summary: '查找一切',
    may: 'view',
    query: searchQuery,
    answer: searchAnswer,
    answerTo: ({ verbs: { desk }, query }) => desk.search(query.company, query.q),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/households',
    summary: '查找用户',
    may: 'view',
    query: householdsQuery,
    answer: householdRowsAnswer,
    answerTo: ({ verbs: { desk }, query, company }) =>
      desk.households.find({ company, q: query.q }, offsetOf(query), query.size),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/households/:id',
    summary: '用户的全部历史',
    may: 'view',
    answer: householdHistory,
    refuses: ['not-found'],
    answerTo: ({ verbs: { desk }, staff, params }) => desk.households.history(staff, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/accounts',
    summary: '科目余额',
    may: 'view',
    query: accountsQuery,
    answer: accountsAnswer,
    answerTo: ({ verbs: { desk }, query }) => desk.ledger.accounts(query.company, query.until),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/transfers',
    summary: '分录',
    may: 'view',
    query: transfersQuery,
    answer: transfersAnswer,
    async answerTo({ verbs: { desk }, query }) {
      const { offset, limit } = rowsWanted(query)
      const { company, account, event, from, to, sort, way } = query
      const found = await desk.ledger.transfers({ company, account, event, from, to, sort, way }, offset, limit)
      return query.format === 'xlsx' ? excel('分录', TRANSFER_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/evidence/:kind/:id',
    summary: '凭据',
    may: 'view',
    query: companyOnly,
    answer: evidenceAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { desk }, staff, query, params }) =>
      desk.ledger.evidence(staff, query.company, params.kind, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/suspense',
    summary: '待查款项',
    may: 'view',
    query: companyOnly,
    answer: suspenseAnswer,
    answerTo: ({ verbs: { desk }, query }) => desk.showSuspense(query.company),
  }),
]
