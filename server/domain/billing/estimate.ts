import type { EstimateAnswer, EstimateRequest, FeeSheet } from '../../../contract/estimates'
import { settle } from '../heatSettlement/settle'
import type { Rulebook } from '../rulebook/rulebook'
import { isRefused, type NoPrice } from '../tariff/area'
import { coldRefund, extraDaysFee, feeWhenPaid, rebilledFee } from './afterwards'
import { instalmentOffer } from './instalments'
import { owedOn } from './owed'
import { seasonBill } from './seasonBill'

/**
 * The fee calculator (contract.md, POST /api/estimates): what a household would owe up front, what its heat would come
 * to, the settlement, instalments, and what is owed on a day. All in fen; refused as a whole where a part has no price
 * or no rule (domain.md C10). Fields that do not apply to the household are left aside: a meter's reading when it is
 * charged by area, areas that its price does not multiply, payments without `asOf`.
 */
export function estimate(rulebook: Rulebook, request: EstimateRequest): EstimateAnswer | NoPrice {
  const { season, billing, heat, meterFaulty, payments, asOf } = request
  const prepay = seasonBill(rulebook, request, season)
  if (isRefused(prepay)) return prepay
  const settled =
    billing === 'metered' && heat !== undefined
      ? settle(rulebook, request, season, prepay, { heat, meterFaulty })
      : null
  if (settled !== null && isRefused(settled)) return settled
  const owed = asOf === undefined ? null : owedOn(rulebook, season, prepay, payments, asOf)
  if (owed !== null && isRefused(owed)) return owed
  const afterwards = afterwardsOf(rulebook, request, prepay)
  if (isRefused(afterwards)) return afterwards
  const offer = instalmentOffer(rulebook, season, billing, prepay.totalFen)
  return {
    prepay,
    metered: settled ? settled.metered : null,
    settlement: settled ? { adjustmentFen: settled.adjustmentFen } : null,
    instalments: offer.allowed
      ? { allowed: true, minimumFirstFen: offer.minimumFirstFen, balanceDueOn: offer.balanceDueOn }
      : { allowed: false },
    owed,
    ...afterwards,
  }
}

/** What is asked about besides the fee itself: paying early, prolonged heat, cold rooms, and a final price that came later. */
function afterwardsOf(
  rulebook: Rulebook,
  request: EstimateRequest,
  prepay: FeeSheet,
): Pick<EstimateAnswer, 'paying' | 'extraDays' | 'coldRefund' | 'rebilling'> | NoPrice {
  const { season, paying, extraDays, coldDays } = request
  const parts = {
    paying: paying && feeWhenPaid(rulebook, request, season, prepay, paying),
    extraDays: extraDays === undefined ? undefined : extraDaysFee(rulebook, request, season, extraDays),
    coldRefund: coldDays && coldRefund(rulebook, request, season, coldDays),
    rebilling: rebilledFee(rulebook, request, season, prepay),
  }
  const answered: Pick<EstimateAnswer, 'paying' | 'extraDays' | 'coldRefund' | 'rebilling'> = {}
  for (const name of ['paying', 'extraDays', 'coldRefund', 'rebilling'] as const) {
    const sheet = parts[name]
    if (sheet === undefined) continue
    if (isRefused(sheet)) return sheet
    answered[name] = sheet
  }
  return answered
}
