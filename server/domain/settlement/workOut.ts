import type { Bill } from '../bill/bill'
import { type BillChange, feeStateOf } from '../bill/changeBill'
import { seasonBill } from '../billing/seasonBill'
import type { Rulebook } from '../rulebook/rulebook'
import type { HouseholdFacts } from '../tariff/household'
import { isRefused } from '../tariff/refusal'
import { explainAdjustment } from './explain'
import type { MeterReading } from './reading'
import { settle } from './settle'
import type { SettlementRecord } from './settlement'

/** What a household's settlement says; amounts in fen. */
export type WorkedOut = Pick<
  SettlementRecord,
  'prepaidFen' | 'meteredFen' | 'adjustmentFen' | 'lines' | 'formula' | 'rule' | 'meterFaulty'
>

export type SettlementOutcome =
  | { outcome: 'worked-out'; result: WorkedOut }
  | { outcome: 'refused'; because: 'no-price' | 'bill-differs'; reason: string }

/**
 * Works out a metered household's settlement from its facts in that season, its own bill and its reading. What it prepaid
 * is the fee that its bill names (C4); a bill that the rulebook no longer explains is for a person to look at, never
 * settled on a guess (C10).
 */
export function workOutSettlement(
  rulebook: Rulebook,
  facts: HouseholdFacts,
  { bill, changes }: { bill: Bill; changes: readonly BillChange[] },
  reading: MeterReading,
): SettlementOutcome {
  const prepaid = seasonBill(rulebook, facts, bill.season)
  if (isRefused(prepaid)) return { outcome: 'refused', because: 'no-price', reason: prepaid.reason }
  const { feeFen } = feeStateOf(bill, changes)
  if (feeFen !== prepaid.totalFen) {
    return { outcome: 'refused', because: 'bill-differs', reason: '账单金额与登记情况和热价算出的不符，请核对后再结算' }
  }
  const heat = { quantity: reading.quantity, unit: reading.unit }
  const settled = settle(rulebook, facts, bill.season, prepaid, { heat, meterFaulty: reading.faulty })
  if (isRefused(settled)) return { outcome: 'refused', because: 'no-price', reason: settled.reason }
  return {
    outcome: 'worked-out',
    result: {
      prepaidFen: prepaid.totalFen,
      meteredFen: settled.metered.totalFen,
      adjustmentFen: settled.adjustmentFen,
      lines: settled.metered.lines,
      formula: explainAdjustment(rulebook, facts.use, prepaid.totalFen, settled),
      rule: settled.rule,
      meterFaulty: reading.faulty,
    },
  }
}
