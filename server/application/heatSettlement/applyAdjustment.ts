import { type Bill, outstandingFen } from '../../domain/bill/bill'
import { type AdjustmentMoves, moveAdjustment } from '../../domain/heatSettlement/meterTest'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import { settlementRefundDue, settlementRefundLessened } from '../../domain/ledger/rulesOfSettlement'
import type { Posting } from '../../domain/ledger/transfer'
import type { NumberedRulebook, Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { changeBill, chargedFen, isSeasonBill } from '../bills/changeBill'
import { billExtra } from '../bills/spendCredit'
import { transfersOf } from '../common/post'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

export interface ToAdjust {
  settlement: SettlementRecord
  /** The adjustment that counts so far (0 before the first publication), and the one that counts from now on. */
  fromFen: number
  toFen: number
  /** When a top-up is due. */
  topUpBy: string
  by: string
}

/**
 * Lets a settlement's result count in the books, in the caller's transaction: a refund lowers what the household has not
 * paid and is owed to it otherwise; a top-up is billed. Gives what moved; the caller writes the settlement's new
 * payable amount with its step.
 */
export async function applyAdjustment(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  rulebook: NumberedRulebook,
  { settlement, fromFen, toFen, topUpBy, by }: ToAdjust,
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<AdjustmentMoves> {
  const { householdId, company, season, id } = settlement
  const bills = await store.bills.byHousehold(householdId)
  const own = bills.find(isSeasonBill(season))
  const topUp = bills.find((bill) => bill.season === season && bill.kind === 'top-up')
  const moves = moveAdjustment(toFen - fromFen, {
    topUpUnpaidFen: topUp ? outstandingFen(topUp) : 0,
    chargedFen: own ? chargedFen(own) : 0,
    unpaidFen: own ? outstandingFen(own) : 0,
    payableFen: settlement.payableFen,
  })
  const causeId = `${id}:${settlement.version + 1}`
  const rules = own ? ports.rulebooks.version(company, own.rulebookVersion) : rulebook
  const cited = citationOf(rules, settlement.rule)
  const lower = async (bill: Bill | undefined, amountFen: number): Promise<void> => {
    if (!bill || amountFen === 0) return
    const line = { label: '热计量结算，冲减应缴', formula: settlement.formula, ...cited }
    const target = { kind: 'reduction', amountFen, line } as const
    await changeBill(store, { bill, target, cause: 'settled', causeId, by }, ports)
  }
  await lower(topUp, moves.topUpLoweredFen)
  await lower(own, moves.billLoweredFen)
  const post = (event: 'settlement-refund-due' | 'settlement-refund-lessened', postings: Posting[]) =>
    store.ledger.insert(
      transfersOf(
        {
          company,
          postingKey: `settlement:${causeId}`,
          event,
          effectiveOn: ports.clock.today(),
          evidenceKind: 'settlement',
          evidenceId: id,
          postings,
        },
        ports,
      ),
    )
  const of = { householdId, season }
  if (moves.refundDueFen > 0) {
    await post('settlement-refund-due', settlementRefundDue({ ...of, amountFen: moves.refundDueFen }))
  }
  if (moves.refundTakenBackFen > 0) {
    await post('settlement-refund-lessened', settlementRefundLessened({ ...of, amountFen: moves.refundTakenBackFen }))
  }
  if (moves.topUpBilledFen > 0) {
    const line = { label: '热计量补费', formula: settlement.formula, ...cited, amountFen: moves.topUpBilledFen }
    await billExtra(
      store,
      { kind: 'top-up', ...of, company, line, dueOn: topUpBy, rulebookVersion: rules.version },
      ports,
    )
  }
  return moves
}

/** The rule that set the direction, and its document (C9). */
function citationOf(rulebook: Rulebook, rule: string): { rule: string; source?: string } {
  const direction = rulebook.settlement?.directions.find((one) => one.rule === rule)
  return direction ? { rule, source: rulebook.sources[direction.source] ?? direction.source } : { rule }
}
