import path from 'node:path'
import { balanceDueOn } from '../../../server/domain/billing/instalments'
import { lateFeeStart } from '../../../server/domain/billing/lateFee'
import { feeDueOn, seasonDates } from '../../../server/domain/calendar/season'
import { suspensionWindows } from '../../../server/domain/calendar/suspensionWindow'
import { gasReportDays, gasSubsidyCollection } from '../../../server/domain/gasReport/gasReport'
import { refundCalendar, settlementDueOn } from '../../../server/domain/heatSettlement/afterSeason'
import type { Rulebook } from '../../../server/domain/rulebook/rulebook'
import { rulebookOf } from '../../support/estimate'
import { golden } from '../../support/golden'
import { answersOf } from '../../support/manyEstimates'

/** A thousand questions a company: what a change of the rules' model must leave as it was, to the fen. */
const QUESTIONS = 1000

const folder = path.join(__dirname, '..', '..', 'fixtures', 'estimates')

function datesOf(rulebook: Rulebook) {
  return [2023, 2024, 2025, 2026, 2027].map((year) => {
    const season = `${year}-${year + 1}`
    return {
      ...seasonDates(rulebook, season),
      due: feeDueOn(rulebook, season),
      lateFeeFrom: lateFeeStart(rulebook, season),
      balanceBy: balanceDueOn(rulebook, season),
      suspension: suspensionWindows(rulebook, season),
      gas: [gasReportDays(rulebook, season, 'before'), gasReportDays(rulebook, season, 'after')],
      gasCollection: gasSubsidyCollection(rulebook, season),
      settlementBy: settlementDueOn(rulebook, season),
      refunds: refundCalendar(rulebook, season),
    }
  })
}

describe('the five companies', () => {
  const companies = ['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan'] as const

  test.each(companies)('%s answers a thousand questions as before', (company) => {
    const found = JSON.parse(JSON.stringify(answersOf(rulebookOf(company), QUESTIONS)))
    expect(found).toEqual(golden(path.join(folder, `${company}.json`), found))
  })

  test.each(companies)('%s has the same days of five seasons', (company) => {
    const found = JSON.parse(JSON.stringify(datesOf(rulebookOf(company))))
    expect(found).toEqual(golden(path.join(folder, `${company}-days.json`), found))
  })
})
