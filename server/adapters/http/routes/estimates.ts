import type Router from '@koa/router'
import { estimateRequest, gasEstimateRequest } from '../../../../contract/estimates'
import type { EstimateOutcome } from '../../../application/estimateFee'
import { validated } from '../body'
import { createLimiter, ESTIMATE_LIMITS } from '../limits'
import { HttpProblem } from '../problems'
import { answer } from '../respond'
import type { Verbs } from '../verbs'

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
export function estimateRoutes(router: Router, { fees }: Verbs): void {
  const limit = createLimiter('estimate', ESTIMATE_LIMITS)

  router.post('/api/estimates', async (context) => {
    await limit(context)
    answer(context, answerOf(fees.estimateFee(await validated(context, estimateRequest))))
  })

  router.post('/api/estimates/gas', async (context) => {
    await limit(context)
    answer(context, answerOf(fees.estimateGasFee(await validated(context, gasEstimateRequest))))
  })
}
