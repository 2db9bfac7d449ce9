import type Router from '@koa/router'
import {
  accountsQuery,
  boardQuery,
  companyOnly,
  householdsQuery,
  type TransferView,
  transfersQuery,
} from '../../../../../contract/consoleBooks'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, offsetOf, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffRealm, StaffVerbs } from '../verbs'

const TRANSFER_COLUMNS: ExcelColumn<TransferView>[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '记账日', of: ({ effectiveOn }) => effectiveOn },
  { heading: '事项', of: ({ eventName }) => eventName },
  { heading: '借方科目', of: ({ debitName }) => debitName, width: 24 },
  { heading: '贷方科目', of: ({ creditName }) => creditName, width: 24 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '用户', of: ({ householdId }) => householdId, width: 30 },
  { heading: '凭据类型', of: ({ evidenceKind }) => evidenceKind },
  { heading: '凭据编号', of: ({ evidenceId }) => evidenceId, width: 30 },
  { heading: '入账时间', of: ({ recordedAt }) => recordedAt, kind: 'moment' },
]

/** The books as the console reads them: the board, households, the ledger with its evidence, money in suspense. */
export function bookRoutes(router: Router, { desk }: StaffVerbs, { auth }: StaffRealm): void {
  const readers = auth.staff('view')

  router.get('/console/api/board', readers, async (context) => {
    const { company, ...days } = queried(context, boardQuery)
    companyScope(context, company)
    answer(context, await desk.showBoard(company, days))
  })

  router.get('/console/api/households', readers, async (context) => {
    const query = queried(context, householdsQuery)
    const filter = { company: companyScope(context, query.company), q: query.q }
    answer(context, await desk.households.find(filter, offsetOf(query), query.size))
  })

  router.get('/console/api/households/:id', readers, async (context) => {
    answer(context, await desk.households.history(onDuty(context).staff, String(context.params.id)))
  })

  router.get('/console/api/accounts', readers, async (context) => {
    const { company, until } = queried(context, accountsQuery)
    companyScope(context, company)
    answer(context, await desk.ledger.accounts(company, until))
  })

  router.get('/console/api/transfers', readers, async (context) => {
    const query = queried(context, transfersQuery)
    companyScope(context, query.company)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const { company, account, event, from, to } = query
    const found = await desk.ledger.transfers({ company, account, event, from, to }, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '分录', TRANSFER_COLUMNS, found.rows)
    answer(context, found)
  })

  router.get('/console/api/evidence/:kind/:id', readers, async (context) => {
    const { company } = queried(context, companyOnly)
    const { kind, id } = context.params
    answer(context, await desk.ledger.evidence(onDuty(context).staff, company, String(kind), String(id)))
  })

  router.get('/console/api/suspense', readers, async (context) => {
    const { company } = queried(context, companyOnly)
    companyScope(context, company)
    answer(context, await desk.showSuspense(company))
  })
}
