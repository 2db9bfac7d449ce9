import type { CompaniesAnswer } from '../../../contract/company'
import type { EstimateAnswer, EstimateRequest, FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import { estimate } from '../../domain/billing/estimate'
import { invoicesOffText } from '../../domain/invoice/invoice'
import { companyView } from '../../domain/rulebook/companyView'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { SeasonDatesRecord } from '../../domain/serviceRequest/records'
import { isRefused, type NoPrice } from '../../domain/tariff/area'
import { estimateGas } from '../../domain/tariff/feeLine'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'

/** The companies a resident may choose from. In sandbox mode each shows a household's code to try. */
export function createShowCompanies(ports: {
  mode: CompaniesAnswer['mode']
  rulebooks: Rulebooks
  database: Database
  clock: Clock
  /** Whether there is somebody who issues invoices; left out, there is. */
  invoicesOn?: boolean
}) {
  const { mode, rulebooks, database, clock, invoicesOn = true } = ports
  return async function showCompanies(): Promise<CompaniesAnswer> {
    const companies = await Promise.all(
      rulebooks
        .all()
        .filter(({ example }) => example === undefined)
        .map(async (rulebook) => {
          const told = invoicesOn ? {} : { invoicesOff: invoicesOffText(rulebook) }
          const view = { ...companyView(rulebook, clock.today()), ...told }
          if (mode === 'production') return view
          const [household] = await database.read.households.page(rulebook.id, '', 1)
          return household ? { ...view, userCode: { ...view.userCode, example: household.userCode } } : view
        }),
    )
    return { mode, companies }
  }
}

export type EstimateOutcome<Answer> =
  | { outcome: 'estimated'; answer: Answer }
  /** The rulebook has no price or no rule for it; `reason` is for people (domain.md C10). */
  | { outcome: 'no-price'; reason: string }
  | { outcome: 'unknown-company' }

/** The fee calculator's two verbs over the loaded rulebooks; see `estimate` and `estimateGas` for what they calculate. */
export function createEstimateFee({ rulebooks }: { rulebooks: Rulebooks }): {
  estimateFee(request: EstimateRequest): EstimateOutcome<EstimateAnswer>
  estimateGasFee(request: GasEstimateRequest): EstimateOutcome<FeeSheet>
} {
  return {
    estimateFee(request) {
      const rulebook = rulebooks.get(request.company)
      return rulebook ? outcomeOf(estimate(rulebook, request)) : { outcome: 'unknown-company' }
    },
    estimateGasFee(request) {
      const rulebook = rulebooks.get(request.company)
      return rulebook ? outcomeOf(estimateGas(rulebook, request)) : { outcome: 'unknown-company' }
    },
  }
}

function outcomeOf<Answer extends object>(answer: Answer | NoPrice): EstimateOutcome<Answer> {
  return isRefused(answer) ? { outcome: 'no-price', reason: answer.reason } : { outcome: 'estimated', answer }
}

export interface LiveRulebooks extends Rulebooks {
  /** Reads the dates that staff set; other processes' too. */
  refresh(): Promise<void>
}

/**
 * The rulebooks with the dates on which seasons really opened and closed (domain.md BJ6), as staff recorded them on top of
 * what is written. What was last refreshed holds: the dates change windows and what pages say, and never a fee.
 */
export function liveRulebooks(written: Rulebooks, read: Pick<Store, 'seasonRecords'>): LiveRulebooks {
  let merged = new Map(written.all().map((rulebook) => [rulebook.id, rulebook]))
  let seen = ''
  return {
    get: (company) => merged.get(company),
    all: () => [...merged.values()],
    async refresh() {
      const records = await read.seasonRecords.seasonDates()
      const newest = JSON.stringify(records.map(({ id }) => id))
      if (newest === seen) return
      merged = new Map(written.all().map((rulebook) => [rulebook.id, withDates(rulebook, records)]))
      seen = newest
    },
  }
}

/** The last record of each season comes first: the calendar takes the first that it finds. */
function withDates(rulebook: Rulebook, records: readonly SeasonDatesRecord[]): Rulebook {
  const own = records.filter(({ company }) => company === rulebook.id)
  if (own.length === 0) return rulebook
  const recorded = [...own].reverse().map(({ season, startsOn, endsOn, reason }) => ({
    season,
    startsOn: startsOn ?? undefined,
    endsOn: endsOn ?? undefined,
    reason,
  }))
  return { ...rulebook, season: { ...rulebook.season, actual: [...recorded, ...rulebook.season.actual] } }
}
