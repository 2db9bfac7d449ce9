import type { CompaniesAnswer, CompanyView } from '../../../contract/company'
import type { EstimateAnswer, EstimateRequest, FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import { estimate } from '../../domain/billing/estimate'
import { invoicesOffText } from '../../domain/invoice/invoice'
import { mayInvoice } from '../../domain/invoice/invoicing'
import { companyView } from '../../domain/rulebook/companyView'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefused, type NoPrice } from '../../domain/tariff/area'
import { estimateGas } from '../../domain/tariff/feeLine'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'

/**
 * The companies a resident may choose from. In sandbox mode each shows a household's code to try. The same object is given until
 * a day, a rulebook or an example is another.
 */
export function createShowCompanies(ports: {
  mode: CompaniesAnswer['mode']
  rulebooks: Rulebooks
  database: Database
  clock: Clock
  /** Whether there is somebody who issues invoices; left out, there is. */
  invoicesOn?: boolean
}) {
  const { mode, rulebooks, database, clock, invoicesOn = true } = ports
  /** The household of each company that is shown to be tried; once there, it stays. */
  const examples = new Map<string, string>()
  let shown: { from: readonly unknown[]; answer: CompaniesAnswer } | undefined

  async function exampleOf({ id }: Rulebook): Promise<string | undefined> {
    if (mode === 'production') return undefined
    const known = examples.get(id)
    if (known !== undefined) return known
    const [household] = await database.read.households.page(id, '', 1)
    if (household) examples.set(id, household.userCode)
    return household?.userCode
  }

  function view(rulebook: Rulebook, today: string, example: string | undefined): CompanyView {
    const told =
      invoicesOn && mayInvoice(rulebook, mode === 'production') ? {} : { invoicesOff: invoicesOffText(rulebook) }
    const company = { ...companyView(rulebook, today), ...told }
    return example === undefined ? company : { ...company, userCode: { ...company.userCode, example } }
  }

  return async function showCompanies(): Promise<CompaniesAnswer> {
    const today = clock.today()
    const offered = rulebooks.all().filter(({ example }) => example === undefined)
    const codes = await Promise.all(offered.map(exampleOf))
    const from = [today, ...offered, ...codes]
    if (!shown || from.length !== shown.from.length || from.some((one, at) => one !== shown?.from[at])) {
      const companies = offered.map((rulebook, at) => view(rulebook, today, codes[at]))
      shown = { from, answer: { mode, companies } }
    }
    return shown.answer
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
