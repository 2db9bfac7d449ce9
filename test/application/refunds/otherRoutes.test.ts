import { createAfterSeasonDesk } from '../../../server/application/afterSeason'
import type { CardGiven } from '../../../server/application/refunds/cardGiven'
import type { RetryRequest } from '../../../server/application/refunds/retryRefund'
import { isRefusal, type Refusal } from '../../../server/application/refusal'
import { afterSeasonPorts } from '../../../server/composeAfterSeason'
import { shownPayload } from '../../../server/domain/approval/shownPayload'
import type { RefundRoute } from '../../../server/domain/payment/refund'
import { brokenRules } from '../../support/brokenRules'
import { checker, desk, maker } from '../../support/desk'
import { onEachEngine } from '../../support/engines'
import { withBill } from '../../support/households'
import { later } from '../../support/staff'
import { enter, eventually, startWorld, type World } from '../../support/world'

const SEASON = '2026-2027'
const CARD = '6217000000000000012'
const SIGNED: CardGiven = {
  from: 'application',
  owner: '张建国',
  bankCard: '6217 0000 0000 0000 012',
  paper: '退款申请 2026-17',
}
let serial = 0

function done<T extends object>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome
}

onEachEngine('refunds that cannot go back the way they came', (newPlace) => {
  let world: World
  let place: Awaited<ReturnType<typeof newPlace>>
  beforeAll(async () => {
    place = await newPlace()
    world = await startWorld(place)
  }, 120_000)
  afterEach(() => world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true }))
  afterAll(async () => {
    await world?.stop()
    await place.remove()
  })

  const read = () => world.base.database.read
  const faults = (switches: object) => world.sandboxCall('PUT', '/sandbox/api/faults', { switches })
  const work = () => desk(world.base).work
  const balances = async (householdId: string) => {
    const sums: Record<string, number> = {}
    for (const { debitAccount, creditAccount, amountFen } of await read().ledger.ofHousehold(householdId)) {
      sums[debitAccount] = (sums[debitAccount] ?? 0) + amountFen
      sums[creditAccount] = (sums[creditAccount] ?? 0) - amountFen
    }
    return sums
  }
  const sound = async () => expect(await brokenRules(world.base)).toEqual([])

  /** A Lanzhou household of 4.00 m² owes 100.00 yuan and pays it. */
  async function paid(given: { bankCard?: string; paidOn?: string } = {}) {
    const userCode = `66${String(++serial).padStart(8, '0')}`
    const dwelling = { company: 'lanzhou', userCode, buildingArea: '4.00', bankCard: given.bankCard ?? null }
    const household = await withBill(world.base, dwelling, SEASON, '2026-10-31')
    const resident = await enter(world, 'lanzhou', 'wechat', `payer of ${userCode}`)
    const { body } = await resident.order({ kind: 'whole', householdId: household.id })
    await resident.pay(body.order.orderNo)
    await eventually(
      () => resident.show(body.order.orderNo),
      (seen) => seen.body.state === 'paid',
    )
    const [payment] = await read().payments.byOrder(body.order.orderNo)
    if (!payment) throw new Error('paid, yet no payment')
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
  const decided = async (proposed: ReturnType<ReturnType<typeof work>['requestRefund']>) =>
    done(await desk(world.base).approved(proposed))

  /** Pays what waits in one batch, as the bank says. */
  async function payOut() {
    const after = createAfterSeasonDesk(afterSeasonPorts(world.base))
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
      20_000,
    )
    const failed = await refundOf(story.payment.id)
    const retry = (request: Omit<RetryRequest, 'refundNo'>) =>
      work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, ...request })
    return { ...story, failed, retry }
  }

  test('Older than the channel’s window (1 year for WeChat) → other route (bank card, next season)', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    expect(await asked(payment.id, 'original')).toEqual({ refused: 'refund-window-over' })
    expect(await asked(payment.id, 'bank-card')).toEqual({ refused: 'card-needed' })
    expect(await asked(payment.id, 'bank-card', { from: 'registered' })).toEqual({ refused: 'card-needed' })

    const proposal = done(await asked(payment.id, 'bank-card', SIGNED))
    expect(proposal.summary).toContain('6217****0012')
    expect(proposal.summary).not.toContain(CARD)
    expect(JSON.stringify(shownPayload(proposal.payload))).not.toContain(CARD)
    const [row] = await world.base.database.writer.query(`SELECT payload FROM approvals WHERE id = '${proposal.id}'`)
    expect(row.payload).not.toMatch(/6217|paymentId/)
    await decided(Promise.resolve(proposal))
    const cards: { bank_card: string }[] = await world.base.database.writer.query('SELECT bank_card FROM refund_cards')
    expect(cards.some(({ bank_card }) => bank_card.includes(CARD))).toBe(false)
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': -6_000, 'clearing:wechat': 10_000 })

    const { file, exchanged } = await payOut()
    expect(file.content.toString('latin1')).toContain(`|${CARD}|`)
    expect(exchanged).toMatchObject({ outcome: 'imported', paid: 1, failed: 0 })
    expect(await refundOf(payment.id)).toMatchObject({ status: 'succeeded', route: 'bank-card', succeededOn: null })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': 0,
      bank: -6_000,
      'clearing:wechat': 10_000,
    })
    // It is none of the channel's: its day's bill is not expected to show it.
    const day = { company: 'lanzhou', channel: 'wechat', bill: 'trade', date: world.base.clock.today() } as const
    const keys: string[] = []
    await read().reconciliation.eachOfOurs(day, ({ key }) => keys.push(key))
    expect(keys).not.toContain((await refundOf(payment.id)).refundNo)
    await sound()
  }, 60_000)

  test('within the window a refund goes back the way it came, and to no card', async () => {
    const { payment } = await paid()
    expect(await asked(payment.id, 'bank-card', SIGNED)).toEqual({ refused: 'route-not-open' })
  }, 30_000)

  test('a card that the bank does not know as its holder’s is refused before anybody is asked', async () => {
    const { payment } = await paid({ paidOn: '2025-11-20', bankCard: CARD })
    await faults({ cardNameDiffers: { count: 1 } })
    expect(await asked(payment.id, 'bank-card', SIGNED)).toMatchObject({ refused: 'card-refused' })
    await faults({ cardCheckDown: { count: 1 } })
    expect(await asked(payment.id, 'bank-card', SIGNED)).toEqual({ refused: 'bank-unreachable' })
    expect(await asked(payment.id, 'bank-card', { ...SIGNED, bankCard: '12345' })).toEqual({ refused: 'bad-bank-card' })
    expect(await asked(payment.id, 'bank-card', { ...SIGNED, owner: '张|三' })).toMatchObject({
      refused: 'file-refused',
    })
    expect(done(await asked(payment.id, 'bank-card', { from: 'registered' })).summary).toContain(
      '户名 张建国，合作银行',
    )
  }, 30_000)

  test('the bank could not pay → a work item, still owed; another card makes it good, once', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    await decided(asked(payment.id, 'bank-card', SIGNED))
    await faults({ payoutFails: { count: 1 } })
    expect((await payOut()).exchanged).toMatchObject({ paid: 0, failed: 1 })
    const failed = await refundOf(payment.id)
    expect(failed).toMatchObject({ status: 'failed', owner: 'finance-desk' })
    expect((await balances(household.id))['refunds-payable']).toBe(-6_000)
    expect((await work().waiting('lanzhou')).failedRefunds.map(({ refundNo }) => refundNo)).toContain(failed.refundNo)
    await sound()

    const other = { ...SIGNED, bankCard: '6222020200000000006' }
    const again = () =>
      work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, route: 'bank-card', card: other })
    expect(await work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, route: 'original' })).toEqual({
      refused: 'refund-window-over',
    })
    const proposal = done(await again())
    // Two people approve at once: one route, once.
    const approve = (id: string) =>
      desk(world.base).approvals.approve({ ...checker, id }, proposal.id, { payloadHash: proposal.payloadHash })
    const outcomes = await Promise.all([approve('S-ONE'), approve('S-TWO')])
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect(await again()).toEqual({ refused: 'already-resolved' })
    expect((await payOut()).batch).toMatchObject({ bank: 'other', count: 1, totalFen: 6_000 })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, bank: -6_000 })
    await sound()
  }, 60_000)

  test('paid, and returned days later (退汇) → owed again with a work item, and kept as credit', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    await decided(asked(payment.id, 'bank-card', SIGNED))
    await faults({ payoutReturns: { count: 1 } })
    const { exchange, exchanged } = await payOut()
    expect(exchanged).toMatchObject({ paid: 1, returned: 0 })
    await later(world, 3 * 86_400_000)
    expect(await exchange()).toMatchObject({ returned: 1 })
    expect(await exchange()).toMatchObject({ returned: 0 })
    const returned = await refundOf(payment.id)
    expect(returned).toMatchObject({ status: 'failed', owner: 'finance-desk' })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': -6_000, bank: 0 })
    await sound()
    await decided(work().retryRefund('lanzhou', maker, { refundNo: returned.refundNo, route: 'next-season' }))
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'household-credit': -6_000 })
    await sound()
  }, 60_000)

  test('abnormal at WeChat → the channel gives it to another card of the payer’s, named by staff', async () => {
    const { household, payment, failed, retry } = await abnormal()
    expect(await retry({ route: 'payer-card', card: SIGNED })).toEqual({ refused: 'card-needed' })
    await decided(retry({ route: 'payer-card', card: SIGNED, bankType: 'ICBC_DEBIT' }))
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'succeeded',
      40_000,
    )
    expect(await refundOf(payment.id)).toMatchObject({ route: 'payer-card', replaces: failed.refundNo })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000 })
    await sound()
  }, 90_000)

  test('abnormal at WeChat → back to the company’s own account; the payer is still owed and is paid by the bank', async () => {
    const { household, payment, failed, retry } = await abnormal()
    await decided(retry({ route: 'own-account' }))
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'failed',
      40_000,
    )
    const back = await refundOf(payment.id)
    expect(back).toMatchObject({ route: 'own-account', replaces: failed.refundNo, owner: 'finance-desk' })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': -6_000,
      'clearing:wechat': 4_000,
      bank: 6_000,
    })
    await sound()
    const retried = (route: RefundRoute) =>
      work().retryRefund('lanzhou', maker, { refundNo: back.refundNo, route, card: SIGNED })
    expect(await retried('original')).toEqual({ refused: 'route-not-open' })
    expect(await retried('own-account')).toEqual({ refused: 'route-not-open' })
    await decided(retried('bank-card'))
    await payOut()
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000, bank: 0 })
    await sound()
  }, 90_000)

  test('a channel that redirects nothing, and a refund that did not end as abnormal, have no such route', async () => {
    const { payment } = await paid()
    await faults({ refundClosed: { count: 1 } })
    await decided(asked(payment.id, 'original'))
    const closed = await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'failed',
      20_000,
    )
    for (const route of ['payer-card', 'own-account'] as const) {
      const request = { refundNo: closed.refundNo, route, card: SIGNED, bankType: 'ICBC_DEBIT' }
      expect(await work().retryRefund('lanzhou', maker, request)).toEqual({ refused: 'route-not-open' })
    }
  }, 60_000)

  test('paid by one route only: the abnormal refund succeeds while its card waits → the card is not paid', async () => {
    const { household, payment, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    await succeedsAfterAll(failed.refundNo)
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'succeeded',
      20_000,
    )
    expect(await read().refundCards.byNo((await refundOf(payment.id)).refundNo)).toMatchObject({ status: 'stopped' })
    const after = createAfterSeasonDesk(afterSeasonPorts(world.base))
    expect(await after.proposePayout('lanzhou', maker, SEASON)).toEqual({ refused: 'nothing-to-pay-out' })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000 })
    await sound()
  }, 90_000)

  test('the abnormal refund succeeds after its card was paid → a work item, and nothing is booked', async () => {
    const { household, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    await payOut()
    const before = await read().ledger.ofHousehold(household.id)
    await succeedsAfterAll(failed.refundNo)
    const strays = await eventually(
      async () => (await work().waiting('lanzhou')).strayRefunds.filter(({ refundNo }) => refundNo === failed.refundNo),
      ({ length }) => length > 0,
      20_000,
    )
    expect(strays).toMatchObject([{ reason: 'paid-twice', amountFen: 6_000, owner: 'finance-desk' }])
    expect(await read().ledger.ofHousehold(household.id)).toEqual(before)
    await sound()
  }, 90_000)

  test('the abnormal refund succeeds while the bank has its card → the card is paid all the same, and somebody must look', async () => {
    const { household, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    const after = createAfterSeasonDesk(afterSeasonPorts(world.base))
    await decided(Promise.resolve(done(await after.proposePayout('lanzhou', maker, SEASON))))
    await succeedsAfterAll(failed.refundNo)
    await eventually(
      async () => (await work().waiting('lanzhou')).strayRefunds.filter(({ refundNo }) => refundNo === failed.refundNo),
      ({ length }) => length === 1,
      20_000,
    )
    const [batch] = (await read().payouts.batches('lanzhou', 0, 1)).rows
    expect(done(await after.exchangePayouts(maker, batch?.id ?? ''))).toMatchObject({ paid: 1 })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': 0,
      'clearing:wechat': 10_000,
      bank: -6_000,
    })
    await sound()
  }, 90_000)

  test('money in suspense whose channel takes no refund of it → to a card, by two people; never while the way back is open', async () => {
    const { body } = await world.sandboxCall<{ order: { orderNo: string } }>('POST', '/sandbox/api/strays', {
      channel: 'wechat',
      company: 'lanzhou',
      amountFen: 700,
    })
    const item = await eventually(
      async () => (await work().waiting('lanzhou')).suspense.find(({ amountFen }) => amountFen === 700),
      (found) => found !== undefined,
      20_000,
    )
    const exit = (card?: CardGiven) =>
      work().resolveSuspense('lanzhou', maker, { itemId: item?.id ?? '', exit: 'refund-original-route', card })
    expect(body.order.orderNo).toMatch(/./)
    expect(await exit(SIGNED)).toEqual({ refused: 'route-not-open' })
    await world.base.database.bulk((runner) =>
      runner.query(`UPDATE payments SET paid_on = '2025-11-20' WHERE id = '${item?.paymentId}'`),
    )
    expect(await exit({ from: 'registered' })).toEqual({ refused: 'card-needed' })
    await decided(exit(SIGNED))
    expect((await payOut()).exchanged).toMatchObject({ paid: 1 })
    expect(await refundOf(item?.paymentId ?? '')).toMatchObject({
      status: 'succeeded',
      route: 'bank-card',
      amountFen: 700,
    })
    await sound()
  }, 60_000)

  test('a registered card is put right by two people; what is kept of the proposal names no card', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    const correct = (bankCard: string) =>
      work().correctBankCard('lanzhou', maker, { userCode: household.userCode, bankCard, paper: '更正申请 8' })
    expect(await correct('12ab')).toEqual({ refused: 'bad-bank-card' })
    const proposal = done(await correct('6217 0000 0000 0000 012'))
    expect(proposal.summary).toContain('由 没有登记 更正为 6217****0012')
    expect((await read().households.byId(household.id))?.bankCard).toBeNull()
    await decided(Promise.resolve(proposal))
    expect((await read().households.byId(household.id))?.bankCard).toBe(CARD)
    expect(await correct(CARD)).toEqual({ refused: 'nothing-changed' })
    expect(done(await asked(payment.id, 'bank-card', { from: 'registered' })).summary).toContain('6217****0012')
  }, 60_000)

  /** Somebody has the abnormal refund paid in the merchant's own console. */
  async function succeedsAfterAll(refundNo: string): Promise<void> {
    const told = await world.sandboxCall('POST', '/sandbox/api/refunds/redirect', { refundNo })
    expect(told.status).toBe(200)
  }
})
