import type Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import { companyOnly } from '../../../../../contract/consoleBooks'
import * as shapes from '../../../../../contract/consoleDifferences'
import { CLAIM_COLUMNS } from '../../../../application/differences/claimColumns'
import { SHEET_COLUMNS } from '../../../../application/differences/sheet'
import { isRefusal, refuse } from '../../../../application/refusal'
import { tableOf } from '../../../files/readTable'
import { validated } from '../../body'
import { uploaded } from '../../multipart'
import { problemOfRefusal } from '../../problems'
import { answer } from '../../respond'
import { MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

const API = '/console/api/differences'
const LARGEST_SHEET_BYTES = 16 * 1024 * 1024

/** Differences as work: read by all, taken and proposed by those who may propose, one by one or by an Excel file. */
export function differenceRoutes(router: Router, { differences }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view')
  const idOf = (context: Context) => String(context.params.id)

  /** The difference as it stands now; another company's is as if it did not exist. */
  async function shown(context: Context, company: string): Promise<void> {
    companyScope(context, company)
    answer(context, await differences.show(onDuty(context).staff, company, idOf(context)))
  }

  router.get(API, readers, async (context) => {
    const query = queried(context, shapes.differencesQuery)
    companyScope(context, query.company)
    const { format: _, page: __, size: ___, ...asked } = query
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const found = await differences.list(asked, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '对账差异', SHEET_COLUMNS, found.rows)
    answer(context, found)
  })

  router.get('/console/api/channel-claims', readers, async (context) => {
    const query = queried(context, shapes.channelClaimsQuery)
    companyScope(context, query.company)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const asked = { company: query.company, openOnly: query.status !== 'all' }
    const found = await differences.claims(asked, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '渠道追索', CLAIM_COLUMNS, found.rows)
    answer(context, found)
  })

  router.get(`${API}/:id`, readers, async (context) => {
    const { company } = queried(context, companyOnly)
    await shown(context, company)
  })

  deeds.post(`${API}/:id/owner`, async (context) => {
    const { staff } = onDuty(context)
    const { company, owner = staff.loginName } = await validated(context, shapes.assignRequest)
    companyScope(context, company)
    const outcome = await differences.assign(company, staff, idOf(context), owner)
    if (isRefusal(outcome)) return answer(context, outcome)
    await shown(context, company)
  })

  deeds.post(`${API}/:id/proposals`, async (context) => {
    const { company, ...request } = await validated(context, shapes.proposeResolutionRequest)
    companyScope(context, company)
    const outcome = await differences.propose(company, onDuty(context).staff, { id: idOf(context), ...request })
    answer(context, isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }, 201)
  })

  deeds.post(`${API}/:id/reopening`, async (context) => {
    const { company, reason } = await validated(context, shapes.reopenRequest)
    companyScope(context, company)
    const outcome = await differences.reopen(company, onDuty(context).staff, idOf(context), reason)
    if (isRefusal(outcome)) return answer(context, outcome)
    await shown(context, company)
  })

  deeds.post('/console/api/difference-sheets', async (context) => {
    const { company } = queried(context, companyOnly)
    companyScope(context, company)
    const { files } = await uploaded(context, z.object({}), { fileNames: ['file'], mostBytes: LARGEST_SHEET_BYTES })
    const read = await tableOf(files.get('file') ?? Buffer.alloc(0))
    if (read.outcome === 'wrong') {
      return answer(context, refuse('sheet-unreadable', { reason: read.faults[0]?.reason ?? '不是表格' }))
    }
    const detailOf = (refusal: Parameters<typeof problemOfRefusal>[0]) => problemOfRefusal(refusal).detail ?? ''
    answer(context, await differences.proposeSheet(company, onDuty(context).staff, read.table, detailOf))
  })
}
