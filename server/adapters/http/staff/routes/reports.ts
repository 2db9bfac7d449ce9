import {
  ageingAnswer,
  ageingQuery,
  collectionAnswer,
  collectionQuery,
  dailyAnswer,
  dailyQuery,
  taxAnswer,
  taxQuery,
} from '../../../../../contract/consoleReports'
import { isRefusal, type Refusal, type RefusalCode } from '../../../../application/common/refusal'
import { ageingTable, collectionTable, dailyTable, type ReportTable, taxTable } from '../../../files/reportTables'
import { excel } from '../../routing/fileAnswers'
import { type Route, staffRoute } from '../../routing/route'

/** A report as JSON, or as an Excel file. */
function inFormat<Report extends object, Row, Code extends RefusalCode = never>(
  report: Report | Refusal<Code>,
  format: 'json' | 'xlsx',
  tableOf: (report: Report) => ReportTable<Row>,
) {
  if (format === 'json' || isRefusal(report)) return report
  const { name, columns, rows } = tableOf(report)
  return excel(name, columns, rows)
}

/** The finance desk's reports; every total is the ledger's. */
export const REPORT_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/reports/daily',
    summary: '收款日报',
    may: 'view',
    query: dailyQuery,
    answer: dailyAnswer,
    refuses: ['not-found'],
    answerTo: async ({ verbs, query: { company, format, ...days } }) =>
      inFormat(await verbs.reports.daily(company, days), format, dailyTable),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/reports/collection',
    summary: '收费率',
    may: 'view',
    query: collectionQuery,
    answer: collectionAnswer,
    refuses: ['not-found'],
    answerTo: async ({ verbs, query: { company, season, asOf, format } }) =>
      inFormat(await verbs.reports.collection(company, season, asOf), format, collectionTable),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/reports/ageing',
    summary: '欠费账龄',
    may: 'view',
    query: ageingQuery,
    answer: ageingAnswer,
    refuses: ['not-found'],
    answerTo: async ({ verbs, query: { company, season, asOf, format } }) =>
      inFormat(await verbs.reports.ageing(company, season, asOf), format, ageingTable),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/reports/tax',
    summary: '免税与应税',
    may: 'view',
    query: taxQuery,
    answer: taxAnswer,
    refuses: ['not-found'],
    answerTo: async ({ verbs, query: { company, format, ...days } }) =>
      inFormat(await verbs.reports.tax(company, days), format, taxTable),
  }),
]
