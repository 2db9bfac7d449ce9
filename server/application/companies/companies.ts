import type { CompaniesAnswer } from '../../../contract/company'
import type { EstimateAnswer, EstimateRequest, FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import { estimate } from '../../domain/billing/estimate'
import { invoicesOffText } from '../../domain/invoice/invoice'
import { companyView } from '../../domain/rulebook/companyView'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefused, type NoPrice } from '../../domain/tariff/area'
import { estimateGas } from '../../domain/tariff/feeLine'
import type { Database } from '../ports/database'
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

/** The fee calculator's two verbs, by the rulebook in force for what is asked; see `estimate` and `estimateGas` for what they calculate. */
export function createEstimateFee({ rulebooks }: { rulebooks: Rulebooks }): {
  estimateFee(request: EstimateRequest): Promise<EstimateOutcome<EstimateAnswer>>
  estimateGasFee(request: GasEstimateRequest): Promise<EstimateOutcome<FeeSheet>>
} {
  return {
    async estimateFee(request) {
      await rulebooks.refresh()
      const rulebook = rulebooks.ofSeason(request.company, request.season)
      return rulebook ? outcomeOf(estimate(rulebook, request)) : { outcome: 'unknown-company' }
    },
    async estimateGasFee(request) {
      await rulebooks.refresh()
      const rulebook = rulebooks.get(request.company)
      return rulebook ? outcomeOf(estimateGas(rulebook, request)) : { outcome: 'unknown-company' }
    },
  }
}

function outcomeOf<Answer extends object>(answer: Answer | NoPrice): EstimateOutcome<Answer> {
  return isRefused(answer) ? { outcome: 'no-price', reason: answer.reason } : { outcome: 'estimated', answer }
}
