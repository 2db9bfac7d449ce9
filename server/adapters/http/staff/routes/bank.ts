import * as shapes from '../../../../../contract/consoleBank'
import { proposedAnswer } from '../../../../../contract/consoleFiles'
import { isRefusal } from '../../../../application/common/refusal'
import type { ExcelColumn } from '../../../files/excelFile'
import { reconciliationTable } from '../../../files/reconciliationTable'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

const partsIn = ({ match }: shapes.BankLine): string =>
  match === null ? '' : match.parts.map(({ what, number }) => `${what} ${number}`).join('；')

const LINE_COLUMNS: ExcelColumn<shapes.BankLine>[] = [
  { heading: '记账日', of: ({ bookedOn }) => bookedOn, kind: 'date' },
  { heading: '收入（元）', of: ({ fen }) => (fen > 0 ? fen : null), kind: 'fen' },
  { heading: '支出（元）', of: ({ fen }) => (fen < 0 ? 0 - fen : null), kind: 'fen' },
  { heading: '银行流水号', of: ({ bankReference }) => bankReference, width: 30 },
  { heading: '附言编号', of: ({ ourReference }) => ourReference, width: 30 },
  { heading: '摘要', of: ({ remark }) => remark, width: 40 },
  { heading: '对应', of: ({ match }) => match?.pass ?? '未对应', width: 24 },
  { heading: '对应内容', of: partsIn, width: 60 },
  { heading: '手续费（元）', of: ({ match }) => match?.feeFen ?? null, kind: 'fen' },
]

const TRANSIT_COLUMNS: ExcelColumn<shapes.TransitRow>[] = [
  { heading: '渠道', of: ({ party }) => party },
  { heading: '编号', of: ({ reference }) => reference, width: 34 },
  { heading: '发出日', of: ({ sentOn }) => sentOn, kind: 'date' },
  { heading: '在途天数', of: ({ ageDays }) => ageDays, kind: 'count' },
  { heading: '金额（元）', of: ({ fen }) => fen, kind: 'fen' },
  { heading: '是否逾期', of: ({ late }) => (late ? '已过 T+2' : '') },
  { heading: '等到', of: ({ waitsUntil }) => waitsUntil, kind: 'date' },
]

/** Our own accounts at banks: lines beside their matches, money on its way, and the month's reconciliation of balances. */
export const BANK_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/bank/accounts',
    summary: '银行账户',
    may: 'view',
    query: shapes.bankAccountsQuery,
    answer: shapes.bankAccountsAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { accountBook }, query }) => accountBook.accounts(query.company),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/bank/lines',
    summary: '银行流水及其对应',
    may: 'view',
    query: shapes.bankLinesQuery,
    answer: shapes.bankLinesAnswer,
    refuses: ['not-found'],
    async answerTo({ verbs: { accountBook }, query }) {
      const { offset, limit } = rowsWanted(query)
      const { company, account, from, to, state, q } = query
      const found = await accountBook.lines({ company, account, from, to, state, q }, offset, limit)
      if (isRefusal(found)) return found
      return query.format === 'xlsx' ? excel('银行流水', LINE_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/bank/transits',
    summary: '在途款项',
    may: 'view',
    query: shapes.transitsQuery,
    answer: shapes.transitsAnswer,
    async answerTo({ verbs: { accountBook }, query }) {
      const found = await accountBook.onTheWay(query.company)
      return query.format === 'xlsx' ? excel('在途款项', TRANSIT_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/bank/reconciliation',
    summary: '银行存款余额调节表',
    may: 'view',
    query: shapes.reconciliationQuery,
    answer: shapes.reconciliationAnswer,
    refuses: ['no-statement-balance', 'not-found'],
    async answerTo({ verbs: { accountBook }, query: { format, ...which } }) {
      const found = await accountBook.reconciliation(which)
      if (format === 'json' || isRefusal(found)) return found
      const { name, columns, rows } = reconciliationTable(found)
      return excel(name, columns, rows)
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/bank/reconciliations',
    summary: '编制银行存款余额调节表，提交复核',
    body: shapes.signRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'amounts-changed',
      'balances-differ',
      'month-not-over',
      'no-statement-balance',
      'not-found',
      'signed-already',
    ],
    async answerTo({ verbs: { accountBook }, staff, body }) {
      const proposed = await accountBook.sign(staff, body)
      return isRefusal(proposed) ? proposed : { approvalId: proposed.id }
    },
  }),
]
