import { claimRequest, claimsAnswer, claimView } from '../../../../contract/claims'
import { isRefusal, refuse } from '../../../application/common/refusal'
import { type Route, residentRoute } from '../routing/route'

/** Paid for the wrong household: a resident asks that the money be moved, and sees what was decided. */
export const CLAIM_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'post',
    path: '/api/orders/:no/claim',
    summary: '错户缴费申请',
    limit: 'claim',
    body: claimRequest,
    answer: claimView,
    status: 201,
    refuses: [
      'already-claimed',
      'looked-too-often',
      'not-found',
      'not-refundable',
      'order-not-paid',
      'proof-first',
      'same-household',
    ],
    async answerTo({ verbs: { claims, households }, resident, params, body, source }) {
      const looked = await households.mayLook(resident, body.userCode, source)
      if (looked !== 'go') return looked
      const claim = await claims.ask(resident, { ...body, orderNo: params.no })
      if (isRefusal(claim)) return claim
      const [view] = await claims.views(resident, [claim])
      return view ?? refuse('not-found')
    },
  }),
  residentRoute({
    method: 'get',
    path: '/api/claims',
    summary: '我的错户申请',
    answer: claimsAnswer,
    answerTo: async ({ verbs: { claims }, resident }) => ({ claims: await claims.ofResident(resident) }),
  }),
]
