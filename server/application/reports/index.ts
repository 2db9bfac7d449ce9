import type { AgeingAnswer, CollectionAnswer, DailyAnswer, TaxAnswer } from '../../../contract/consoleReports'
import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/payment'
import { ageingReport } from '../../domain/report/ageing'
import { collectionReport } from '../../domain/report/collection'
import { dailyReport } from '../../domain/report/daily'
import { taxReport } from '../../domain/report/tax'
import { labelsOfUses } from '../../domain/rulebook/labels'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Days } from '../ports/desk'
import type { Clock } from '../ports/system'

export interface ReportPorts {
  database: Database
  clock: Clock
  chart: ChartOfAccounts
  rulebooks: Rulebooks
  sourceName: SourceName
}

/**
 * The finance desk's reports, each a sum over the ledger, so that its totals are the ledger's. Days are civil days, both
 * included. Refused with `not-found` for a company that nobody knows.
 */
export function createReports({ database, clock, chart, rulebooks, sourceName }: ReportPorts) {
  const { reports } = database.read

  return {
    /** What each channel took, gave back and kept, day by day (收款日报). */
    async daily(company: string, days: Days): Promise<DailyAnswer | Refusal<'not-found'>> {
      if (!rulebooks.get(company)) return refuse('not-found')
      const { clearingFen: openingFen, suspenseFen } = await reports.balances(company, days.from, days.to)
      const flows = await reports.clearingByDay(company, days)
      const counts = await reports.clearingCounts(company, days)
      const report = dailyReport(flows, counts, chart, sourceName)
      const closingFen = openingFen + report.totals.netFen - report.totals.settledFen
      return { company, ...days, ...report, openingFen, closingFen, suspenseFen }
    },

    /** How much of a season's fees is collected, by estate, at the end of a day: today's, if none is named (收费率). */
    async collection(
      company: string,
      season: string,
      asOf = clock.today(),
    ): Promise<CollectionAnswer | Refusal<'not-found'>> {
      if (!rulebooks.get(company)) return refuse('not-found')
      const bills = await reports.billedByEstate(company, season)
      const after = await reports.receivableAfter(company, season, asOf)
      return { company, season, asOf, ...collectionReport(bills, after, chart) }
    },

    /** What is owed, by season and age, at the end of a day (欠费账龄). */
    async ageing(company: string, season?: string, asOf = clock.today()): Promise<AgeingAnswer | Refusal<'not-found'>> {
      if (!rulebooks.get(company)) return refuse('not-found')
      const owed = await reports.arrears(company, asOf, season)
      return { company, asOf, ...ageingReport(owed, asOf) }
    },

    /** What was charged and collected by use, exempt or taxed (免税/应税). */
    async tax(company: string, days: Days): Promise<TaxAnswer | Refusal<'not-found'>> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      const flows = await reports.feesByUse(company, days)
      const invoiced = await reports.invoicedByUse(company, startOfDay(days.from), startOfDay(addDays(days.to, 1)))
      const report = taxReport({ flows, invoiced, useNames: labelsOfUses(rulebook) }, rulebook, chart)
      return { company, ...days, ...report }
    },
  }
}
