import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { addDays, civilDayOf } from '../../domain/calendar/civilDate'
import type { StrayRefund } from '../../domain/payment/refund'
import { DAYS_TO_REFUND } from '../../domain/reconciliation/row'
import type { Difference } from '../../domain/reconciliation/run'
import type { Store } from '../ports/database'

/** What is told of a refund by its channel and by the channel's file alike: that somebody made it elsewhere. */
const MADE_ELSEWHERE: readonly StrayRefund['reason'][] = ['not-made-here', 'beyond-payment']

type Stray = Pick<StrayRefund, 'channel' | 'reason' | 'refundNo' | 'orderNo' | 'transactionId' | 'amountFen'>

const isOutside = ({ kind, subKind, rowKind }: Difference): boolean =>
  kind === 'channel-only' && subKind === 'transaction' && rowKind === 'refund'

/** Whether a file's difference is the refund of which its channel has told: by its own number, else by the trade and the amount. */
function isSame(stray: Stray, { channel, key, channelNo, orderNo, theirFen, seen }: Difference): boolean {
  if (stray.channel !== channel || !MADE_ELSEWHERE.includes(stray.reason)) return false
  if (stray.refundNo !== null && stray.refundNo === key) return true
  if (stray.amountFen !== 0 - (theirFen ?? 0)) return false
  const trades = [channelNo, seen?.theirs?.otherKey, seen?.theirs?.reverses]
  return (
    (stray.transactionId !== null && trades.includes(stray.transactionId)) ||
    (stray.orderNo !== null && stray.orderNo === orderNo)
  )
}

const NOTE = '对账文件已列出这笔退款，在对账差异中处理'

/**
 * A refund that was made elsewhere is one piece of work: once a file shows it, the difference is (it books, or claims), and what its
 * channel told before has found its end.
 */
export async function endShownStrays(
  store: Pick<Store, 'strayRefunds'>,
  company: string,
  fresh: readonly Difference[],
  at: number,
): Promise<void> {
  const outside = fresh.filter(isOutside)
  if (outside.length === 0) return
  for (const stray of await store.strayRefunds.open(company)) {
    const place = outside.findIndex((difference) => isSame(stray, difference))
    // Each difference stands for one refund.
    if (place < 0) continue
    outside.splice(place, 1)
    await store.strayRefunds.close(stray.id, { loginName: AUDIT_SYSTEM, at, note: NOTE })
  }
}

/** The same where the channel tells of it after its file: then it is the difference's work from the start. */
export async function endIfShown(
  store: Pick<Store, 'differences' | 'strayRefunds'>,
  stray: StrayRefund,
  at: number,
): Promise<void> {
  const { company, channel, toldAt } = stray
  const day = civilDayOf(toldAt)
  const near = { from: addDays(day, -DAYS_TO_REFUND), to: addDays(day, DAYS_TO_REFUND) }
  const shown = await store.differences.page({ company, channel, kind: 'channel-only', ...near }, 0, MOST_LOOKED_AT)
  if (!shown.some((difference) => isOutside(difference) && isSame(stray, difference))) return
  await store.strayRefunds.close(stray.id, { loginName: AUDIT_SYSTEM, at, note: NOTE })
}

/** A month with more refunds made elsewhere than this has other work to do first. */
const MOST_LOOKED_AT = 2000
