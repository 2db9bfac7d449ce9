import { claimRequest, claimsAnswer, claimView } from '../../../../contract/claims'
import type { Operation } from './operation'

/** Payments for the wrong household, as /openapi.json publishes them. */
export const CLAIM_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/api/orders/{no}/claim',
    summary: '错户缴费申请',
    session: true,
    request: claimRequest,
    answer: claimView,
  },
  { method: 'get', path: '/api/claims', summary: '我的错户申请', session: true, answer: claimsAnswer },
]
