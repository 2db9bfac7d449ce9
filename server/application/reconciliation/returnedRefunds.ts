import type { AccountMovement } from '../../domain/bankMatching/bankEntry'
import { mostFeeOf } from '../../domain/bankMatching/fees'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { Store } from '../ports/database'

/** What a fund flow shows as come back of refunds that were accepted and failed: by the movements' numbers, and their sum in fen. */
export interface ReturnedRefunds {
  flowNos: ReadonlySet<string>
  /** By our numbers, each with the movement that brought it back. */
  refunds: ReadonlyMap<string, string>
  fen: number
}

const REFUND = '退款'

/**
 * Finds the money that came back of refunds of ours that failed after the channel had taken it from the merchant's account
 * (formats.md 2.3: it is booked when a refund is accepted). Each comes back once, whole or less its fee, and only where the
 * file of the day of acceptance has shown it going out; what else is called a refund and comes in is a person's to look at.
 */
export async function returnedRefunds(
  { refunds }: Pick<Store, 'refunds'>,
  day: ChannelFileDay,
  movements: readonly AccountMovement[],
): Promise<ReturnedRefunds> {
  const flowNos = new Set<string>()
  const returned = new Map<string, string>()
  let fen = 0
  for (const movement of movements) {
    if (movement.kind !== 'other' || movement.fen <= 0 || !movement.type.includes(REFUND)) continue
    const refund = await refunds.byNo(movement.voucherNo)
    if (refund?.company !== day.company || refund.source !== day.channel || refund.status !== 'failed') continue
    const lessFen = refund.amountFen - movement.fen
    const wentOut = refund.fundFlowFiledOn ?? null
    if (wentOut === null || wentOut > day.date || lessFen < 0 || lessFen > mostFeeOf(refund.amountFen)) continue
    const by = `${day.date} ${movement.flowNo}`
    if ((refund.returnedBy ?? by) !== by || returned.has(refund.refundNo)) continue
    returned.set(refund.refundNo, by)
    flowNos.add(movement.flowNo)
    fen += movement.fen
  }
  return { flowNos, refunds: returned, fen }
}

/** Writes down by which movement a failed refund's money came back: no other one brings it again. */
export async function noteReturned(store: Pick<Store, 'refunds'>, { refunds }: ReturnedRefunds): Promise<void> {
  for (const [refundNo, returnedBy] of refunds) await store.refunds.change(refundNo, ['failed'], { returnedBy })
}
