import { estimateAnswer, estimateRequest, feeSheet, gasEstimateRequest } from '../../../../contract/estimates'
import type { EstimateOutcome } from '../../../application/companies/companies'
import { HttpProblem } from '../problems'
import { publicRoute, type Route } from '../routing/route'

/** What no price was published for is 422, a company that nobody knows is a field that is wrong (contract.md). */
function answerOf<T extends object>(estimated: EstimateOutcome<T>): T {
  switch (estimated.outcome) {
    case 'estimated':
      return estimated.answer
    case 'no-price':
      throw new HttpProblem('no-price', { reason: estimated.reason })
    case 'unknown-company':
      throw new HttpProblem('invalid-request', { path: 'company', message: '没有这家供热公司' })
  }
}

/** The fee calculator (contract.md); needs no login. */
export const ESTIMATE_ROUTES: readonly Route[] = [
  publicRoute({
    method: 'post',
    path: '/api/estimates',
    summary: '热费测算',
    limit: 'estimate',
    body: estimateRequest,
    answer: estimateAnswer,
    answerTo: async ({ verbs, body }) => answerOf(await verbs.fees.estimateFee(body)),
  }),
  publicRoute({
    method: 'post',
    path: '/api/estimates/gas',
    summary: '阶梯气价测算',
    limit: 'estimate',
    body: gasEstimateRequest,
    answer: feeSheet,
    answerTo: async ({ verbs, body }) => answerOf(await verbs.fees.estimateGasFee(body)),
  }),
]
