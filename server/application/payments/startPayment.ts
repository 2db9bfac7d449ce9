import type { OrderRequest } from '../../../contract/resident'
import { judgePartPayment } from '../../domain/account/account'
import { civilDayOf } from '../../domain/calendar/civilDate'
import type { Order } from '../../domain/payment/order'
import { hasProved, type Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { type HouseholdAccount, readHouseholdAccount } from '../households/householdAccount'
import type { ChannelDirectory } from '../ports/channels'
import { ConcurrencyConflict, type Database } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import { closeOrderAtChannel, confirmOrderJob } from './confirmOrder'
import { openAtChannel, type StartedPayment } from './openAtChannel'

/** How long an order may be paid; WeChat's prepay_id lives 2 hours (formats.md 1.4). */
const ORDER_LIFE_MS = 30 * 60_000

/** An order with less than this left is replaced rather than resumed. */
const WORTH_RESUMING_MS = 2 * 60_000

const MAX_ROUNDS = 4

export interface StartPaymentPorts {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
  publicUrl: string
}

/** The amount is the bill's, or a part that the rulebook allows (M8, domain.md C7, LZ2). */
function amountOf(
  found: HouseholdAccount,
  request: OrderRequest,
):
  | { season: string; fen: number }
  | Refusal<
      | 'arrears-first'
      | 'below-minimum'
      | 'consent-needed'
      | 'instalments-over'
      | 'more-than-owed'
      | 'no-bill'
      | 'no-instalments'
      | 'nothing-owed'
      | 'payment-closed'
    > {
  const { payable, account, awaited } = found
  const reason = payable?.closedBecause ?? (!payable || payable.wholeFen === 0 ? awaited : null)
  if (reason !== null) return refuse('payment-closed', { reason })
  if (!payable) return refuse('no-bill')
  if (payable.wholeFen === 0) return refuse('nothing-owed')
  if (request.kind === 'whole') return { season: payable.season, fen: payable.wholeFen }
  const judgement = judgePartPayment(payable, account, request.partFen)
  switch (judgement.outcome) {
    case 'fits':
      return { season: payable.season, fen: request.partFen }
    case 'below-minimum':
      return refuse('below-minimum', { minimumFen: judgement.minimumFen })
    case 'arrears-first':
      return refuse('arrears-first', { arrearsFen: judgement.arrearsFen })
    case 'too-late':
      return refuse('instalments-over', { balanceDueOn: judgement.balanceDueOn })
    case 'more-than-owed':
      return refuse('more-than-owed', { remainingFen: judgement.remainingFen })
    default:
      return payable.offer.allowed ? refuse('consent-needed', { state: payable.consent }) : refuse('no-instalments')
  }
}

/**
 * Starts paying a household's bill. A household has at most one open order: the same intention is resumed with its own number;
 * one's own, or for those who proved that the household is theirs any, is closed at the channel first, so that no two can be
 * paid. Who proved nothing closes nobody's order (`another-is-paying`), and pays the whole. The order is stored before the
 * channel hears of it, together with the job that will ask the channel about it (M9).
 */
export function createStartPayment(ports: StartPaymentPorts) {
  const { database, clock, ids, rulebooks } = ports

  return async function startPayment(
    resident: Resident,
    request: OrderRequest,
  ): Promise<
    | StartedPayment
    | Refusal<
        | 'another-is-paying'
        | 'arrears-first'
        | 'below-minimum'
        | 'bind-first'
        | 'channel-not-offered'
        | 'channel-refused'
        | 'channel-unavailable'
        | 'consent-needed'
        | 'instalments-over'
        | 'just-paid'
        | 'more-than-owed'
        | 'no-bill'
        | 'no-instalments'
        | 'not-found'
        | 'nothing-owed'
        | 'order-not-open'
        | 'payment-closed'
      >
  > {
    const isProven = async () => hasProved(await database.read.bindings.find(resident.id, request.householdId))
    for (let round = 0; round < MAX_ROUNDS; round++) {
      // One look at the clock: the amount is promised as of the order's own day.
      const now = clock.now()
      const today = civilDayOf(now)
      const found = await readHouseholdAccount(database.read, rulebooks, resident.company, request.householdId, today)
      if (!found) return refuse('not-found')
      if (request.kind === 'part' && !(await isProven())) return refuse('bind-first')
      const amount = amountOf(found, request)
      if (isRefusal(amount)) return amount

      const [open] = await database.read.orders.openOfHousehold(request.householdId)
      if (open) {
        if (isSameIntention(open, resident, request, amount.fen) && open.expiresAt - now > WORTH_RESUMING_MS) {
          return openAtChannel(open, resident, ports)
        }
        if (open.residentId !== resident.id && !(await isProven()))
          return refuse('another-is-paying', {
            retryAfterSeconds: Math.max(1, Math.ceil((open.expiresAt - now) / 1000)),
          })
        const closed = await closeOrderAtChannel(open, ports)
        if (closed === 'already-paid') return refuse('just-paid')
        if (closed === 'unknown') return refuse('channel-unavailable')
        continue
      }

      const order: Order = {
        orderNo: ids.orderNo(today),
        company: resident.company,
        channel: resident.platform,
        residentId: resident.id,
        householdId: request.householdId,
        season: amount.season,
        kind: request.kind,
        amountFen: amount.fen,
        status: 'created',
        description: `${amount.season}采暖季采暖费`,
        prepayId: null,
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
        createdAt: now,
        expiresAt: now + ORDER_LIFE_MS,
      }
      const stored = await database.transaction(async (store) => {
        if ((await store.orders.openOfHousehold(request.householdId)).length > 0) return false
        if (!(await store.households.touch(found.household))) return false
        if ((await store.orders.insert(order)) === 'duplicate') throw new ConcurrencyConflict('an order number')
        await store.jobs.add(confirmOrderJob(order))
        return true
      })
      // Another payment or order of this household was faster: look again.
      if (stored) return openAtChannel(order, resident, ports)
    }
    return refuse('channel-unavailable')
  }
}

function isSameIntention(order: Order, resident: Resident, request: OrderRequest, amountFen: number): boolean {
  return order.residentId === resident.id && order.kind === request.kind && order.amountFen === amountFen
}
