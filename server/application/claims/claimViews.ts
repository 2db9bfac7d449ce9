import type { ClaimView } from '../../../contract/claims'
import type { PaymentClaim } from '../../domain/claim/paymentClaim'
import type { Resident } from '../../domain/resident/resident'
import type { Store } from '../ports'
import { shownTo } from '../views/household'

/**
 * A resident's claims as he sees them: both households with masked owner and address, unless he has proved that he may see
 * them, and what was decided. Amounts in fen.
 */
export async function claimViews(
  store: Store,
  resident: Pick<Resident, 'id'>,
  claims: readonly PaymentClaim[],
): Promise<ClaimView[]> {
  const views: ClaimView[] = []
  for (const claim of claims) {
    const { id, orderNo, status, reason, answer, askedAt, decidedAt } = claim
    const payment = await store.payments.byId(claim.paymentId)
    const from = await seen(store, resident, claim.fromHouseholdId)
    const to = await seen(store, resident, claim.toHouseholdId)
    views.push({
      id,
      orderNo,
      amountFen: payment?.amountFen ?? 0,
      from,
      to,
      status,
      reason,
      answer,
      askedAt,
      decidedAt,
    })
  }
  return views
}

async function seen(store: Store, resident: Pick<Resident, 'id'>, householdId: string): Promise<ClaimView['to']> {
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId} of a claim`)
  const binding = await store.bindings.find(resident.id, householdId)
  const verified = binding?.endedAt === null && binding.verifiedAt !== null
  return { userCode: household.userCode, ...shownTo({ household }, verified) }
}
