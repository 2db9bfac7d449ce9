import type Router from '@koa/router'
import type { Context } from 'koa'
import { ageingQuery, collectionQuery, dailyQuery, taxQuery } from '../../../../../contract/consoleReports'
import { isRefusal, type Refusal } from '../../../../application/refusal'
import { ageingTable, collectionTable, dailyTable, type ReportTable, taxTable } from '../../../files/reportTables'
import { answer } from '../../respond'
import { sendExcel } from '../excel'
import { companyScope, queried } from '../query'
import type { StaffRealm, StaffVerbs } from '../verbs'

/** A report as JSON, or as an Excel file for those who may export. */
async function give<Report extends object, Row>(
  context: Context,
  report: Report | Refusal,
  format: 'json' | 'xlsx',
  tableOf: (report: Report) => ReportTable<Row>,
): Promise<void> {
  if (format === 'json' || isRefusal(report)) return answer(context, report)
  const { name, columns, rows } = tableOf(report)
  await sendExcel(context, name, columns, rows)
}

/** The finance desk's reports; every total is the ledger's. */
export function reportRoutes(router: Router, { reports }: StaffVerbs, { auth }: StaffRealm): void {
  const readers = auth.staff('view')

  router.get('/console/api/reports/daily', readers, async (context) => {
    const { company, format, from, to } = queried(context, dailyQuery)
    companyScope(context, company)
    await give(context, await reports.daily(company, { from, to }), format, dailyTable)
  })

  router.get('/console/api/reports/collection', readers, async (context) => {
    const { company, season, asOf, format } = queried(context, collectionQuery)
    companyScope(context, company)
    await give(context, await reports.collection(company, season, asOf), format, collectionTable)
  })

  router.get('/console/api/reports/ageing', readers, async (context) => {
    const { company, season, asOf, format } = queried(context, ageingQuery)
    companyScope(context, company)
    await give(context, await reports.ageing(company, season, asOf), format, ageingTable)
  })

  router.get('/console/api/reports/tax', readers, async (context) => {
    const { company, format, from, to } = queried(context, taxQuery)
    companyScope(context, company)
    await give(context, await reports.tax(company, { from, to }), format, taxTable)
  })
}
