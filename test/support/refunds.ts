import { isRefusal, type Refusal, type RefusalCode } from '../../server/application/common/refusal'
import { createAfterSeason } from '../../server/application/heatSettlement'
import type { CardGiven } from '../../server/application/refunds/cardGiven'
import type { RetryRequest } from '../../server/application/refunds/retryRefund'
import type { Approval } from '../../server/domain/approval/approval'
import type { RefundRoute } from '../../server/domain/payment/refund'
import { afterSeasonPorts } from '../../server/wiring/season'
import { brokenRules } from './brokenRules'
import { desk, maker } from './desk'
import type { EmptyPlace } from './engines'
import { paid as paidInChannel, SMALL } from './ordered'
import { ownWorld } from './ownWorld'
import { eventually, type World } from './world'

export const SEASON = '2026-2027'

export const CARD = '6217000000000000012'

/** A card that the payer signed for, on paper. */
export const SIGNED = {
  from: 'application',
  owner: '张建国',
  bankCard: '6217 0000 0000 0000 012',
  paper: '退款申请 2026-17',
} satisfies CardGiven

export function done<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome
}

/** Payments of Lanzhou whose refunds go other ways than they came: a world, two people at the desk, a bank that pays cards. */
export function refundStory(newPlace: () => Promise<EmptyPlace>) {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  afterEach(() => world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true }))

  const read = () => world.base.database.read
  const faults = (switches: object) => world.sandboxCall('PUT', '/sandbox/api/faults', { switches })
  const work = () => desk(world.base).work
  /** What stands on each account of a household, debits above credits. */
  const balances = async (householdId: string) => {
    const sums: Record<string, number> = {}
    for (const { debitAccount, creditAccount, amountFen } of await read().ledger.ofHousehold(householdId)) {
      sums[debitAccount] = (sums[debitAccount] ?? 0) + amountFen
      sums[creditAccount] = (sums[creditAccount] ?? 0) - amountFen
    }
    return sums
  }
  /** The books keep every rule. */
  const sound = async () => expect(await brokenRules(world.base)).toEqual([])

  /** A household owes 100.00 yuan and pays it. */
  async function paid(given: { bankCard?: string; paidOn?: string } = {}) {
    const { household, payment } = await paidInChannel(world, 'wechat', { ...SMALL, bankCard: given.bankCard ?? null })
    if (given.paidOn !== undefined) {
      await world.base.database.bulk((runner) =>
        runner.query(`UPDATE payments SET paid_on = '${given.paidOn}' WHERE id = '${payment.id}'`),
      )
    }
    return { household, payment }
  }
  const refundOf = async (paymentId: string) => {
    const refund = (await read().refunds.byPayment(paymentId)).at(-1)
    if (!refund) throw new Error('no refund')
    return refund
  }
  const asked = (paymentId: string, route: Extract<RefundRoute, 'original' | 'bank-card'>, card?: CardGiven) =>
    work().requestRefund('lanzhou', maker, { paymentId, amountFen: 6_000, route, reason: '重复缴费', card })
  const decided = async (proposed: Promise<Approval | Refusal<RefusalCode>>) =>
    done(await desk(world.base).approved(proposed))

  /** Pays what waits in one batch, as the bank says. */
  async function payOut() {
    const after = createAfterSeason(afterSeasonPorts(world.base)).desk
    const proposed = done(await after.proposePayout('lanzhou', maker, SEASON))
    done(await desk(world.base).approved(Promise.resolve(proposed)))
    const [batch] = (await read().payouts.batches('lanzhou', 0, 1)).rows
    if (!batch) throw new Error('no batch')
    const exchange = async () => done(await after.exchangePayouts(maker, batch.id))
    return {
      batch,
      proposed,
      exchange,
      exchanged: await exchange(),
      file: done(await after.payoutFile(maker, batch.id)),
    }
  }

  /** A refund of 60.00 that WeChat reports as abnormal: the card that it came from is closed. */
  async function abnormal() {
    const story = await paid()
    await faults({ refundAbnormal: { count: 1 } })
    await decided(asked(story.payment.id, 'original'))
    await eventually(
      () => refundOf(story.payment.id),
      ({ status }) => status === 'failed',
    )
    const failed = await refundOf(story.payment.id)
    const retry = (request: Omit<RetryRequest, 'refundNo'>) =>
      work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, ...request })
    return { ...story, failed, retry }
  }

  /** Somebody has the abnormal refund paid in the merchant's own console. */
  async function succeedsAfterAll(refundNo: string): Promise<void> {
    const told = await world.sandboxCall('POST', '/sandbox/api/refunds/redirect', { refundNo })
    expect(told.status).toBe(200)
  }

  return {
    world: () => world,
    read,
    faults,
    work,
    balances,
    sound,
    paid,
    refundOf,
    asked,
    decided,
    payOut,
    abnormal,
    succeedsAfterAll,
  }
}
