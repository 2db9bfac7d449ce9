import type { Context } from 'koa'
import type { Problem } from '../../contract/problem'
import { createLimiter, LIMITS } from '../../server/adapters/http/limits'
import { HttpProblem } from '../../server/adapters/http/problems'
import { onEachEngine } from '../support/engines'
import { owing } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { later, onDuty } from '../support/staff'
import { enter, eventually, type World } from '../support/world'

onEachEngine('faults: what belongs to others, and what staff may do', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  test('Another resident’s order, invoice, refund → 404, as if it did not exist', async () => {
    const { id, userCode } = (await owing(world)).household
    const owner = await enter(world, 'lanzhou', 'wechat', 'has an invoice')
    const stranger = await enter(world, 'lanzhou', 'wechat', 'looks around')
    const { orderNo } = (await owner.order({ kind: 'whole', householdId: id })).body.order
    await owner.pay(orderNo)
    await eventually(
      () => owner.show(orderNo),
      ({ body }) => body.state === 'paid',
    )
    const request = { orderNo, title: { kind: 'personal', name: '张建国' } }
    const asked = await world.call<{ id: string }>('POST', '/api/invoices', { body: request, headers: owner.headers })
    expect(asked.status).toBe(201)
    const nobodys = '01J00000000000000000000000'
    const tries = (orderNo: string, invoiceId: string, headers: Record<string, string>) =>
      Promise.all([
        world.call('GET', `/api/orders/${orderNo}`, { headers }),
        world.call('GET', `/api/invoices/${invoiceId}`, { headers }),
        world.call('GET', `/api/invoices/${invoiceId}/pdf`, { headers }),
        world.call('POST', '/api/invoices', { body: { ...request, orderNo }, headers }),
        // A resident's way to money back: the claim of a payment.
        world.call('POST', `/api/orders/${orderNo}/claim`, { body: { userCode, reason: '这是我缴的' }, headers }),
      ])
    const theirs = await tries(orderNo, asked.body.id, stranger.headers)
    const none = await tries('HP261122NOSUCHORDER', nobodys, stranger.headers)
    expect(theirs.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect(theirs.map(({ text }) => text)).toEqual(none.map(({ text }) => text))
    expect((await tries(orderNo, asked.body.id, owner.headers)).map(({ status }) => status).slice(0, 2)).toEqual([
      200, 200,
    ])
  })

  test('second factor for refunds: a session whose second factor is stale proposes none', async () => {
    const she = await onDuty(world, 'accountant-of-refunds', 'accountant')
    const refund = { company: 'lanzhou', paymentId: 'P1', amountFen: 1, route: 'original', reason: '退款' }
    expect((await she.post<Problem>('/refunds', refund)).body.code).toBe('not-found')
    await later(world, 16 * 60_000)
    for (const [path, body] of [
      ['/refunds', refund],
      ['/refunds/RF261122XXXXXXXXXX/retry', { company: 'lanzhou', route: 'original' }],
      ['/bank-cards', { company: 'lanzhou', userCode: '6800000001', bankCard: '6217000000000000012', paper: '申请' }],
    ] as const) {
      const stale = await she.post<Problem>(path, body)
      expect([path, stale.status, stale.body.code]).toEqual([path, 403, 'second-factor-needed'])
    }
  })
})

test('Scanning 12-digit codes → 429 per user, per address and overall', async () => {
  const limit = createLimiter('lookup', LIMITS.lookup)
  const ask = (id: string, ip: string) =>
    limit({ state: { resident: { id } }, ip } as unknown as Context).then(
      () => 200,
      (refused) => (refused instanceof HttpProblem ? refused.problem.code : String(refused)),
    )
  const let60 = await Promise.all(Array.from({ length: 62 }, () => ask('R1', '10.0.0.1')))
  expect(let60.filter((status) => status === 200)).toHaveLength(60)
  // A mobile network has thousands behind one address: none of them is kept out.
  const from1 = await Promise.all(Array.from({ length: 600 }, (_, n) => ask(`R1${n % 100}`, '10.0.0.1')))
  expect(from1.filter((status) => status === 200)).toHaveLength(600)
  // Many users from many addresses, up to 3,000 in a minute over all.
  const all = await Promise.all(Array.from({ length: 3_100 }, (_, n) => ask(`U${n}`, `10.1.${n >> 8}.${n & 255}`)))
  expect(all.filter((status) => status === 200)).toHaveLength(3_000 - 662)
  expect(new Set(all)).toEqual(new Set([200, 'too-many-requests']))
})
