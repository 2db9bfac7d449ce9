import type { EstimateAnswer, EstimateRequest, FeeSheet, GasEstimateRequest } from '../../contract/estimates'
import { estimate } from '../domain/billing/estimate'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { estimateGas } from '../domain/tariff/estimateGas'
import { isRefused, type NoPrice } from '../domain/tariff/refusal'

export type EstimateOutcome<Answer> =
  | { outcome: 'estimated'; answer: Answer }
  /** The rulebook has no price or no rule for it; `reason` is for people (domain.md C10). */
  | { outcome: 'no-price'; reason: string }
  | { outcome: 'unknown-company' }

/** The fee calculator's two verbs over the loaded rulebooks; see `estimate` and `estimateGas` for what they reckon. */
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
