import { type Channel, isChannel } from '../../../contract/channelWords'
import { fen } from '../../../contract/money'
import { countedFen, numberAtChannel, type Payment } from '../../domain/payment/payment'
import type { Refund } from '../../domain/payment/refund'
import { FINANCE_DESK } from '../../domain/staff/staff'
import { notifyAddress } from '../common/notifyAddress'
import type { ChannelDirectory, PaymentChannel, RefundOutcome, RefundTarget } from '../ports/channels'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import { finishRefund } from './finishRefund'
import { keepStrayRefund } from './strayRefund'

/** A payment as its channel knows it: one number there may be several payments here. */
export interface HeldByChannel {
  /** What the channel took under its number, in fen: it wants that said with every refund (formats.md 1.7). */
  paidFen: number
  /** The payments of ours that are that one payment there. */
  payments: Payment[]
}

/**
 * What a channel holds of a payment. Where two people have corrected its amount to the channel's, that counts; what the channel
 * took beyond our booking is a payment of its own here, and part of the first one there.
 */
export async function heldByChannel(store: Pick<Store, 'payments'>, payment: Payment): Promise<HeldByChannel> {
  const { company, source, orderNo } = payment
  const number = numberAtChannel(payment)
  const same = (orderNo === null ? [payment] : await store.payments.byOrder(orderNo)).filter(
    (one) => one.company === company && one.source === source && numberAtChannel(one) === number,
  )
  const first = same.find(({ transactionId }) => transactionId === number) ?? payment
  return { paidFen: countedFen(first), payments: same }
}

const NO_ROUTE = { outcome: 'refused', code: 'NO_ROUTE', message: 'this refund cannot be redirected' } as const

/**
 * Has a channel give the money of an abnormal refund elsewhere: to a card of the payer's, or to our own account (formats.md
 * 1.7, apply-abnormal-refund). The channel goes on with the refund that it knows under the failed one's number; it is asked
 * first, so that a call whose answer was lost has one effect. What it says after the call ends the refund.
 */
export async function redirectRefund(
  { database, clock }: { database: Database; clock: Clock },
  channel: PaymentChannel,
  refund: Refund & { orderNo: string },
): Promise<RefundOutcome> {
  const { replaces, channelRefundId, orderNo, refundNo } = refund
  if (!channel.redirectRefund || replaces === null || channelRefundId === null) return NO_ROUTE
  const found = await channel.queryRefund({ orderNo, refundNo: replaces })
  const abnormal = found.outcome === 'failed' && found.reason === 'abnormal'
  // Called before, and taken: abnormal again means that the other card failed too.
  if (!abnormal || refund.acceptedOn !== null) return found
  const to = await targetOf(database, refund)
  if (!to) return NO_ROUTE
  const calledAt = clock.now()
  await database.transaction((store) => store.refunds.change(refundNo, ['requested'], { calledAt }))
  return channel.redirectRefund({ orderNo, refundNo: replaces, channelRefundId, to })
}

async function targetOf({ read }: Database, { route, refundNo }: Refund): Promise<RefundTarget | undefined> {
  if (route === 'own-account') return { kind: 'merchant-card' }
  const card = await read.refundCards.byNo(refundNo)
  if (!card?.bankType) return undefined
  return { kind: 'payer-card', bankType: card.bankType, account: card.bankCard, name: card.owner }
}

/** A channel wants a minute between two refunds of one payment (formats.md 1.7). */
const BETWEEN_PARTS_MS = 61_000

const ASK_AGAIN_MS = 15_000

/** A refund of which its channel knows nothing for so long is given to a person. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000

/** The channel had too much to do: the same call will do later (formats.md 1.9, 3.9). */
const PASSING: Readonly<Record<Channel, readonly string[]>> = {
  wechat: ['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'SYSTEM_ERROR'],
  alipay: ['40005', '20000', 'ACQ.SYSTEM_ERROR'],
}

const NO_ANSWER = { code: 'NO_ANSWER', message: '' }

const MAX_TEXT = 200

/** A refund that its channel does not give becomes a work item, which says why. */
async function giveUp(
  store: Pick<Store, 'refundCards' | 'refunds'>,
  refundNo: string,
  why: { code: string; message: string },
): Promise<void> {
  const because = { refusedCode: why.code.slice(0, 64), refusedText: why.message.slice(0, MAX_TEXT) }
  if (await store.refunds.change(refundNo, ['requested'], { status: 'failed', owner: FINANCE_DESK, ...because }))
    await store.refundCards.change(refundNo, 'held', { status: 'failed' })
}

type Ports = { database: Database; channels: ChannelDirectory; clock: Clock; ids: Ids; log: Log; publicUrl: string }

/**
 * Gives a refund through its channel: the same number again and again until the channel has said how it ended
 * (faults.md, Refunds: a call that timed out is repeated with its number, one refund). Gives when to come back, or null.
 */
export function createGiveRefund(ports: Ports) {
  const { database, channels, clock, log } = ports

  const channelOf = ({ company, source }: Refund) => (isChannel(source) ? channels.get(company, source) : undefined)

  /** The number under which its channel knows the failed refund that this one makes good; null when it knows none. */
  async function channelNumberBefore({ replaces }: Refund): Promise<string | null> {
    const failed = replaces === null ? undefined : await database.read.refunds.byNo(replaces)
    return failed?.route === 'original' ? failed.refundNo : null
  }

  /** How a refund stands at its channel, asked by its own number or by that of the failed one which it makes good. */
  async function seen(channel: PaymentChannel, orderNo: string, refund: Refund): Promise<RefundOutcome> {
    for (const refundNo of [await channelNumberBefore(refund), refund.refundNo]) {
      if (refundNo === null) continue
      const found = await channel.queryRefund({ orderNo, refundNo })
      if (found.outcome !== 'not-found' && found.outcome !== 'failed') return found
      if (found.outcome === 'failed' && refundNo === refund.refundNo) return found
    }
    return { outcome: 'not-found' }
  }

  async function ask(refund: Refund): Promise<RefundOutcome | 'wait'> {
    const channel = channelOf(refund)
    const payment = await database.read.payments.byId(refund.paymentId)
    if (!channel || !payment?.orderNo)
      return { outcome: 'refused', code: 'NO_ROUTE', message: 'no channel or no order' }
    if (refund.route === 'payer-card' || refund.route === 'own-account')
      return redirectRefund(ports, channel, { ...refund, orderNo: payment.orderNo })
    if (refund.acceptedOn !== null || refund.replaces !== null) {
      const found = await seen(channel, payment.orderNo, refund)
      if (found.outcome !== 'not-found') return found
    }
    const held = await heldByChannel(database.read, payment)
    const all = (await Promise.all(held.payments.map(({ id }) => database.read.refunds.byPayment(id)))).flat()
    const others = all.filter(({ refundNo }) => refundNo !== refund.refundNo)
    if (clock.now() - Math.max(0, ...others.map(({ calledAt }) => calledAt ?? 0)) < BETWEEN_PARTS_MS) return 'wait'
    const calledAt = clock.now()
    await database.transaction((store) => store.refunds.change(refund.refundNo, ['requested'], { calledAt }))
    const outcome = await channel.refund({
      orderNo: payment.orderNo,
      refundNo: refund.refundNo,
      refundFen: fen(refund.amountFen),
      paidFen: fen(held.paidFen),
      reason: refund.reason,
      notifyUrl: notifyAddress(ports.publicUrl, channel.name, refund.company),
    })
    if (outcome.outcome !== 'refused') return outcome
    // An earlier call, whose answer was lost, may have had its effect: only the channel's own word ends a refund.
    const found = await seen(channel, payment.orderNo, refund)
    return found.outcome === 'not-found' && !PASSING[channel.name].includes(outcome.code) ? outcome : found
  }

  /** What a channel gave back is not what we asked for: nothing is booked, and somebody must look at it. */
  async function ofOtherAmount(
    store: Pick<Store, 'differences' | 'payments' | 'refundCards' | 'refunds' | 'strayRefunds'>,
    refund: Refund,
    amountFen: number,
  ): Promise<void> {
    const { company, source, refundNo, orderNo } = refund
    await giveUp(store, refundNo, { code: 'OTHER_AMOUNT', message: '' })
    if (!isChannel(source)) return
    const told = { company, channel: source, refundNo, orderNo, transactionId: null, amountFen, toldAt: clock.now() }
    await keepStrayRefund(store, { ...told, reason: 'other-amount' }, ports)
  }

  return async function giveRefund(refundNo: string): Promise<number | null> {
    const refund = await database.read.refunds.byNo(refundNo)
    if (refund?.status !== 'requested') return null
    const outcome = await ask(refund)
    if (outcome === 'wait') return clock.now() + ASK_AGAIN_MS
    switch (outcome.outcome) {
      case 'accepted':
      case 'succeeded':
        if (outcome.refundedFen !== undefined && outcome.refundedFen !== refund.amountFen) {
          log.error({ refundNo, amountFen: outcome.refundedFen }, 'a refund of another amount than ours')
          await database.transaction((store) => ofOtherAmount(store, refund, outcome.refundedFen ?? 0))
          return null
        }
        await database.transaction(async (store) => {
          const channelRefundId = outcome.channelRefundId ?? refund.channelRefundId
          await store.refunds.change(refundNo, ['requested'], {
            acceptedOn: refund.acceptedOn ?? clock.today(),
            channelRefundId,
          })
          if (outcome.outcome === 'succeeded')
            await finishRefund(store, refundNo, { state: 'succeeded', at: outcome.doneAt ?? clock.now() }, ports)
        })
        return outcome.outcome === 'succeeded' ? null : clock.now() + ASK_AGAIN_MS
      case 'failed':
        await database.transaction(async (store) => {
          if (outcome.channelRefundId !== undefined)
            await store.refunds.change(refundNo, ['requested'], { channelRefundId: outcome.channelRefundId })
          await finishRefund(store, refundNo, { state: outcome.reason, at: clock.now() }, ports)
        })
        return null
      case 'refused':
        log.error({ refundNo, code: outcome.code }, 'the channel refused a refund')
        await database.transaction((store) => giveUp(store, refundNo, outcome))
        return null
      default:
        if (clock.now() - refund.requestedAt < GIVE_UP_AFTER_MS) return clock.now() + ASK_AGAIN_MS
        log.error({ refundNo }, 'a refund that its channel does not end')
        await database.transaction((store) => giveUp(store, refundNo, NO_ANSWER))
        return null
    }
  }
}
