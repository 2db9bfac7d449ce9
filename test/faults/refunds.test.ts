import type { InvoicesAnswer } from '../../contract/resident'
import { checker, desk, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { send, wechatPaid } from '../support/notify'
import { paid, SMALL } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

const SEASON = '2026-2027'
let serial = 0

onEachEngine('faults: refunds', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  const read = () => world.base.database.read
  const balance = async (householdId: string, account: string) =>
    (await read().ledger.ofHousehold(householdId)).reduce(
      (sum, { debitAccount, creditAccount, amountFen }) =>
        sum + (debitAccount === account ? amountFen : 0) - (creditAccount === account ? amountFen : 0),
      0,
    )

  const asked = (paymentId: string, amountFen: number, route: 'original' | 'next-season' = 'original') =>
    desk(world.base).work.requestRefund('lanzhou', maker, { paymentId, amountFen, route, reason: '多缴退款' })

  test.each(['wechat', 'alipay'] as const)(
    '%s: proposed by one, approved by another, given back once, and the bill is owed again',
    async (platform) => {
      const { household, resident, payment } = await paid(world, platform, SMALL)
      const done = await desk(world.base).approved(asked(payment.id, 4_000))
      expect(done).toMatchObject({ status: 'executed' })
      const [refund] = await eventually(
        () => read().refunds.byPayment(payment.id),
        ([first]) => first?.status === 'succeeded',
      )
      expect(refund).toMatchObject({ amountFen: 4_000, route: 'original' })
      expect(refund?.refundNo).toMatch(/^[A-Z0-9]{10,20}$/)
      const { body: bill } = await resident.bill(household.id)
      expect(bill.bills[0]).toMatchObject({ paidFen: 6_000, remainingFen: 4_000 })
      expect(await balance(household.id, 'refunds-payable')).toBe(0)
      expect(await balance(household.id, `clearing:${platform}`)).toBe(6_000)
      const orders = await world.sandboxCall<{ orders: { orderNo: string; refundedFen?: number }[] }>(
        'GET',
        '/sandbox/api/orders',
      )
      expect(orders.text).toContain(payment.orderNo ?? '')
    },
  )

  test('the maker cannot approve; a changed payload after approval is refused', async () => {
    const { payment } = await paid(world, 'wechat', SMALL)
    const approval = await asked(payment.id, 100)
    if ('refused' in approval) throw new Error(approval.refused)
    const { approvals } = desk(world.base)
    expect(await approvals.approve({ ...maker }, approval.id, { payloadHash: approval.payloadHash })).toEqual({
      refused: 'maker-is-checker',
    })
    expect(await approvals.approve(checker, approval.id, { payloadHash: 'f'.repeat(64) })).toEqual({
      refused: 'payload-changed',
    })
    expect(await read().refunds.byPayment(payment.id)).toEqual([])
  })

  test('two at once of 60 on a payment of 100 → one accepted, the other refused', async () => {
    const { payment } = await paid(world, 'wechat', SMALL)
    const { work, approvals } = desk(world.base)
    const one = await work.requestRefund('lanzhou', maker, {
      paymentId: payment.id,
      amountFen: 6_000,
      route: 'original',
      reason: '退款',
    })
    if ('refused' in one) throw new Error(one.refused)
    // A second proposal on the same payment waits its turn; so both are tried at once as approvals of the same.
    expect(await asked(payment.id, 6_000)).toMatchObject({ refused: 'already-proposed' })
    const outcomes = await Promise.all(
      [checker, { ...checker, id: 'S-THIRD' }].map((person) =>
        approvals.approve(person, one.id, { payloadHash: one.payloadHash }),
      ),
    )
    expect(outcomes.filter((outcome) => !('refused' in outcome))).toHaveLength(1)
    expect(await asked(payment.id, 6_000)).toMatchObject({ refused: 'refund-too-much', facts: { leftFen: 4_000 } })
    expect((await read().payments.byId(payment.id))?.refundedFen).toBe(6_000)
  })

  test('M2: a hundred reservations at once never take more than was paid, nor a 51st part', async () => {
    const { payment } = await paid(world, 'wechat', { buildingArea: '40.00' })
    const reserved = await Promise.all(
      Array.from({ length: 100 }, () =>
        world.base.database.transaction((store) => store.refunds.reserve(payment.id, 1, 'refund-requested')),
      ),
    )
    expect(reserved.filter(Boolean)).toHaveLength(50)
    expect(await asked(payment.id, 1)).toEqual({ refused: 'too-many-refunds' })
  })

  test('the refund call timed out after its effect → its number again, one refund at the channel', async () => {
    const { payment } = await paid(world, 'wechat', SMALL)
    await world.sandboxCall('PUT', '/sandbox/api/faults', {
      switches: { timeoutAfterEffect: { count: 2, api: 'refund' } },
    })
    await desk(world.base).approved(asked(payment.id, 2_500))
    const [refund] = await eventually(
      () => read().refunds.byPayment(payment.id),
      ([first]) => first?.status === 'succeeded',
    )
    await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
    expect(refund?.amountFen).toBe(2_500)
    const paidOut = (await read().ledger.ofHousehold(payment.householdId ?? '')).filter(
      ({ event }) => event === 'refund-paid',
    )
    expect(paidOut.map(({ amountFen }) => amountFen)).toEqual([2_500])
  })

  test.each(['wechat', 'alipay'] as const)(
    '%s: asked too often → the refund waits and is asked again; it is no failure',
    async (platform) => {
      const { payment } = await paid(world, platform, SMALL)
      await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { rateLimit429: { count: 3, api: 'refund' } } })
      await desk(world.base).approved(asked(payment.id, 1_500))
      const [refund] = await eventually(
        () => read().refunds.byPayment(payment.id),
        ([first]) => first?.status !== 'requested',
      )
      await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
      expect(refund).toMatchObject({ status: 'succeeded', amountFen: 1_500, owner: null })
    },
  )

  test('older than the channel’s window → refused before the channel; as credit it goes', async () => {
    const { household, payment } = await paid(world, 'wechat', SMALL)
    await world.base.database.bulk((runner) =>
      runner.query(`UPDATE payments SET paid_on = '2025-11-20' WHERE id = '${payment.id}'`),
    )
    expect(await asked(payment.id, 10_000)).toEqual({ refused: 'refund-window-over' })
    await desk(world.base).approved(asked(payment.id, 10_000, 'next-season'))
    expect((await read().households.byId(household.id))?.creditFen).toBe(10_000)
    expect(await balance(household.id, 'household-credit')).toBe(-10_000)
    expect(await balance(household.id, 'refunds-payable')).toBe(0)
  })

  test('an invoice is never above what was paid: the red letter, then the money, then the rest’s', async () => {
    const { resident, orderNo, payment } = await paid(world, 'wechat', SMALL)
    const invoice = { orderNo, title: { kind: 'personal', name: '张建国' } }
    expect((await world.call('POST', '/api/invoices', { body: invoice, headers: resident.headers })).status).toBe(201)
    const mine = async () => {
      const { body } = await world.call<InvoicesAnswer>('GET', '/api/invoices', { headers: resident.headers })
      return body.invoices.map(({ kind, state, amountFen }) => `${kind} ${state} ${amountFen}`)
    }
    await eventually(mine, ([only]) => only === 'blue issued 10000')
    expect(await desk(world.base).approved(asked(payment.id, 4_000))).toMatchObject({ status: 'executed' })
    await eventually(
      () => read().refunds.byPayment(payment.id),
      ([first]) => first?.status === 'succeeded',
    )
    const invoices = await eventually(mine, ([first]) => first === 'blue issued 6000')
    expect(invoices).toEqual(['blue issued 6000', 'red issued -10000', 'blue reversed 10000'])
  })

  test('money in suspense has three exits, each taken once', async () => {
    const { household, resident } = await paid(world, 'wechat', SMALL)
    const reasons = []
    for (const exit of ['credit-next-season', 'apply-to-bill'] as const) {
      const transactionId = `42000029992026112300${String(++serial).padStart(8, '0')}`
      await send(
        world,
        wechatPaid(world, 'lanzhou', { orderNo: `HP261121NOSUCH${serial}`, amountFen: 700, transactionId }),
      )
      const payment = await eventually(() => read().payments.byTransaction('lanzhou', 'wechat', transactionId), Boolean)
      const item = (await read().suspense.open('lanzhou')).find(({ paymentId }) => paymentId === payment?.id)
      if (!item) throw new Error('no work item')
      const taken = { itemId: item.id, exit, userCode: household.userCode }
      expect(
        await desk(world.base).approved(desk(world.base).work.resolveSuspense('lanzhou', maker, taken)),
      ).toMatchObject({ status: 'executed' })
      expect(await desk(world.base).work.resolveSuspense('lanzhou', maker, taken)).toEqual({
        refused: 'already-resolved',
      })
      reasons.push(item.reason)
    }
    expect(reasons).toEqual(['unknown-order', 'unknown-order'])
    expect((await resident.bill(household.id)).body.creditFen).toBe(1_400)
  })

  test('paid for the wrong household: claimed by who paid, decided by two, moved by entries', async () => {
    const { household: wrong, resident, orderNo, payment } = await paid(world, 'wechat', SMALL)
    const right = await withBill(
      world.base,
      { company: 'lanzhou', userCode: `65${String(++serial).padStart(8, '0')}`, buildingArea: '4.00' },
      SEASON,
      '2026-10-31',
    )
    const claim = (body: object, headers = resident.headers) =>
      world.call<{ id: string; code?: string }>('POST', `/api/orders/${orderNo}/claim`, { body, headers })
    const stranger = await enter(world, 'lanzhou', 'wechat', 'a stranger')
    expect((await claim({ userCode: right.userCode, reason: '输错了编码' }, stranger.headers)).status).toBe(404)
    expect((await claim({ userCode: wrong.userCode, reason: '输错了编码' })).body.code).toBe('same-household')
    const asked = await claim({ userCode: right.userCode, reason: '输错了编码' })
    expect(asked.status).toBe(201)
    expect((await claim({ userCode: right.userCode, reason: '再来一次' })).body.code).toBe('already-claimed')

    const before = await read().ledger.ofHousehold(wrong.id)
    await desk(world.base).approved(desk(world.base).work.claims.propose('lanzhou', maker, asked.body.id))
    expect((await resident.bill(wrong.id)).body.bills[0]).toMatchObject({ paidFen: 0, remainingFen: 10_000 })
    await resident.proves(right.userCode)
    expect((await resident.bill(right.id)).body.bills[0]).toMatchObject({ paidFen: 10_000, remainingFen: 0 })
    const after = await read().ledger.ofHousehold(wrong.id)
    expect(after.slice(0, before.length)).toEqual(before)
    expect([await balance(wrong.id, 'suspense'), await balance(right.id, 'suspense')]).toEqual([-10_000, 10_000])
    // What was moved cannot be refunded from the household that it left.
    expect(
      await desk(world.base).work.requestRefund('lanzhou', maker, {
        paymentId: payment.id,
        amountFen: 1,
        route: 'original',
        reason: '退',
      }),
    ).toMatchObject({ refused: 'refund-too-much' })
  })
})
