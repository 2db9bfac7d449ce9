import type Router from '@koa/router'
import type { Context } from 'koa'
import * as shapes from '../../../../../contract/consoleSettlements'
import { OBJECTION_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal } from '../../../../application/refusal'
import { worksFor } from '../../../../domain/staff/staff'
import { tableOf } from '../../../files/readTable'
import { rawBody, validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { proposal } from '../proposal'
import { companyScope, offsetOf, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

const LARGEST_FILE_BYTES = 64 * 1024 * 1024
const MOST_FAULTS = 100

const OBJECTION_COLUMNS: ExcelColumn<shapes.DeskObjection>[] = [
  { heading: '提出日期', of: ({ madeOn }) => madeOn },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '结算结果（元）', of: ({ adjustmentFen }) => adjustmentFen, kind: 'fen' },
  { heading: '状态', of: ({ state }) => OBJECTION_STATE_NAMES[state] },
  { heading: '签订期限', of: ({ agreementDueOn }) => agreementDueOn },
  { heading: '签订日期', of: ({ signedOn }) => signedOn },
  { heading: '检测日期', of: ({ testedOn }) => testedOn },
  { heading: '用户说明', of: ({ words }) => words, width: 40 },
]

/** Another company's is a 404, as if it did not exist. */
export function within(context: Context, company: string): string {
  if (!worksFor(onDuty(context).staff, company)) throw new HttpProblem('not-found')
  return company
}

const pageOf = (query: { page: number; size: number }) => ({ offset: offsetOf(query), limit: query.size })

/** After a season: readings in, results worked out, made public, objected to, merged (domain.md BZ2–BZ7, LZ4, BO8, TS4). */
export function settlementDeskRoutes(router: Router, { afterSeason }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const API = '/console/api/settlements'
  const { lists } = afterSeason
  const readers = auth.staff('view')

  deeds.post(`${API}/readings`, async (context) => {
    const { company, season, fileName } = queried(context, shapes.readingsQuery)
    within(context, company)
    const table = await tableOf(await rawBody(context, LARGEST_FILE_BYTES))
    const imported =
      table.outcome === 'wrong'
        ? table
        : await afterSeason.importReadings({
            company,
            season,
            table: table.table,
            actor: onDuty(context).staff.loginName,
            fileName,
          })
    if (isRefusal(imported)) return answer(context, imported)
    const faults = imported.outcome === 'wrong' ? imported.faults : []
    answer(context, faults.length > 0 ? { outcome: 'wrong', faults: faults.slice(0, MOST_FAULTS) } : imported)
  })

  deeds.post(`${API}/runs`, async (context) => {
    const { company, season } = await validated(context, shapes.seasonWorkRequest)
    const actor = onDuty(context).staff.loginName
    answer(context, await afterSeason.settle({ company: within(context, company), season, actor }))
  })

  deeds.post(`${API}/publications`, async (context) => {
    const { company, season, estates } = await validated(context, shapes.publicationRequest)
    const asked = { company: within(context, company), season, estates }
    answer(context, proposal(await afterSeason.proposePublication(onDuty(context).staff, asked)), 201)
  })

  deeds.post(`${API}/carry-over`, async (context) => {
    const { company, season } = await validated(context, shapes.seasonWorkRequest)
    const asked = { company: within(context, company), season }
    answer(context, proposal(await afterSeason.proposeCarryOver(onDuty(context).staff, asked)), 201)
  })

  router.get(`${API}/objections`, readers, async (context) => {
    const { page, size, format, company, ...filter } = queried(context, shapes.objectionsQuery)
    const of = { ...filter, company: companyScope(context, company) }
    const found = await lists.objections(of, rowsWanted({ page, size, format }, MOST_EXPORTED))
    if (format === 'xlsx') return sendExcel(context, '结算异议', OBJECTION_COLUMNS, found.rows)
    answer(context, found)
  })

  deeds.post(`${API}/objections/:id/agreement`, async (context) => {
    const signed = await validated(context, shapes.agreementRequest)
    const outcome = await afterSeason.signAgreement(onDuty(context).staff, String(context.params.id), signed)
    answer(
      context,
      isRefusal(outcome) ? outcome : { id: outcome.id, status: outcome.status, signedOn: outcome.signedOn },
    )
  })

  router.get(`${API}/objections/:id/meter-test`, readers, async (context) => {
    answer(context, await afterSeason.previewMeterTest(onDuty(context).staff, String(context.params.id)))
  })

  deeds.post(`${API}/objections/:id/meter-test`, async (context) => {
    const result = await validated(context, shapes.meterTestRequest)
    const outcome = await afterSeason.proposeMeterTest(onDuty(context).staff, String(context.params.id), result)
    answer(context, isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }, 201)
  })

  router.get(API, readers, async (context) => {
    const { page, size, company, ...filter } = queried(context, shapes.settlementsQuery)
    const of = { ...filter, company: companyScope(context, company) }
    answer(context, await lists.settlements(of, pageOf({ page, size })))
  })

  router.get(`${API}/results/:id`, readers, async (context) => {
    answer(context, await lists.settlement(onDuty(context).staff, String(context.params.id)))
  })
}
