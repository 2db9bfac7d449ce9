import { createHmac } from 'node:crypto'
import type { Problem } from '../../contract/problem'
import type { OrderAnswer } from '../../contract/resident'
import { onEachEngine } from '../support/engines'
import { owing, paid } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, newKey, type World } from '../support/world'

const SEASON = '2026-2027'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token made by somebody who is not the server. */
function token(header: object, claims: object, secret: string): string {
  const signed = `${base64url(header)}.${base64url(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

onEachEngine('faults: API and identity', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  test('Idempotency-Key: missing 400, same body the same bytes, other body 422', async () => {
    const { id } = (await owing(world)).household
    const resident = await enter(world, 'lanzhou', 'wechat', 'careful')
    const body = { kind: 'whole', householdId: id }
    const without = await world.call<Problem>('POST', '/api/orders', { body, headers: resident.headers })
    expect([without.status, without.body.code]).toEqual([400, 'idempotency-key-missing'])
    const key = newKey()
    const one = await resident.order(body, key)
    const two = await resident.order(body, key)
    expect([two.status, two.text]).toEqual([one.status, one.text])
    const other = await resident.order({ kind: 'part', householdId: id, partFen: 100_000 }, key)
    expect([other.status, (other.body as unknown as Problem).code]).toEqual([422, 'idempotency-key-reused'])
  })

  test('Idempotency-Key in flight → 409; a double tap makes one order', async () => {
    const { id } = (await owing(world)).household
    const resident = await enter(world, 'lanzhou', 'wechat', 'quick')
    const key = newKey()
    const taps = await Promise.all(
      Array.from({ length: 6 }, () => resident.order({ kind: 'whole', householdId: id }, key)),
    )
    const made = taps.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThanOrEqual(1)
    expect(new Set(made.map(({ body }) => body.order.orderNo)).size).toBe(1)
    expect(taps.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true)
    expect(await world.base.database.read.orders.openOfHousehold(id)).toHaveLength(1)
  })

  test('two phones at once, two channels: one open order is left', async () => {
    const { id } = (await owing(world)).household
    const phones = [await enter(world, 'lanzhou', 'wechat', 'mother'), await enter(world, 'lanzhou', 'wechat', 'son')]
    const answers = await Promise.all(phones.map((phone) => phone.order({ kind: 'whole', householdId: id })))
    expect(answers.some(({ status }) => status === 201)).toBe(true)
    expect(await world.base.database.read.orders.openOfHousehold(id)).toHaveLength(1)
  })

  test('an amount or openid sent by the client → 400', async () => {
    const { id } = (await owing(world)).household
    const resident = await enter(world, 'lanzhou', 'wechat', 'sly')
    for (const extra of [{ amountFen: 1 }, { openid: 'oSomebody' }]) {
      const answered = await resident.order({ kind: 'whole', householdId: id, ...extra })
      expect([answered.status, (answered.body as unknown as Problem).code]).toEqual([400, 'invalid-request'])
      expect((answered.body as unknown as Problem).path).toBe(Object.keys(extra)[0])
    }
  })

  test('who looks at a bill that another has paid sees that it was paid, not by which order', async () => {
    const { household, resident: payer, orderNo } = await paid(world)
    const family = await enter(world, 'lanzhou', 'wechat', 'looks on')
    await family.proves(household.userCode)
    const seenBy = async (who: typeof payer) => (await who.bill(household.id)).body.payments.map((one) => one.orderNo)
    expect(await seenBy(payer)).toEqual([orderNo])
    expect(await seenBy(family)).toEqual([null])
  })

  test('who proved nothing sees the amount to pay, and nothing of what was billed and paid', async () => {
    const { household, resident: payer } = await paid(world, 'wechat', { buildingArea: '50.00' })
    const other = (await owing(world)).household
    const stranger = await enter(world, 'lanzhou', 'wechat', 'a stranger who pays')
    const { body } = await stranger.bill(other.id)
    expect(body).toMatchObject({
      household: { owner: '***', address: '幸福里***2单元', due: { totalFen: 125_000, remainingFen: 125_000 } },
      payable: { open: true, wholeFen: 125_000, instalments: { allowed: false } },
    })
    expect([body.bills, body.payments, body.creditFen]).toEqual([[], [], 0])
    const { body: settled } = await stranger.bill(household.id)
    expect([settled.bills, settled.payments, settled.household.due.totalFen]).toEqual([[], [], 0])
    // What he pays himself he sees, and not what is left for others to pay.
    const { orderNo } = (await stranger.order({ kind: 'whole', householdId: other.id })).body.order
    await stranger.pay(orderNo)
    const shown = await eventually(
      () => stranger.show(orderNo),
      (seen) => seen.body.state === 'paid',
    )
    expect(shown.body).toMatchObject({ amountFen: 125_000, remainingFen: null, remainingDueOn: null })
    expect((await stranger.bill(other.id)).body.payments).toMatchObject([{ orderNo, amountFen: 125_000 }])
    expect((await payer.bill(household.id)).body.bills).toMatchObject([{ paidFen: 125_000 }])
  })

  test('a stranger closes nobody’s order, and pays no part; who proved that it is his home may', async () => {
    const { id, userCode } = (await owing(world)).household
    const [payer, stranger] = [
      await enter(world, 'lanzhou', 'wechat', 'was first'),
      await enter(world, 'lanzhou', 'alipay', 'came later'),
    ]
    const first = (await payer.order({ kind: 'whole', householdId: id })).body.order
    const refused = await stranger.order({ kind: 'whole', householdId: id })
    expect([refused.status, (refused.body as unknown as Problem).code]).toEqual([409, 'another-is-paying'])
    expect((refused.body as unknown as Problem).retryAfterSeconds).toBeGreaterThan(60)
    expect((await payer.show(first.orderNo)).body.state).toBe('unpaid')
    const part = await stranger.order({ kind: 'part', householdId: id, partFen: 62_500 })
    expect((part.body as unknown as Problem).code).toBe('bind-first')
    await stranger.proves(userCode)
    expect((await stranger.order({ kind: 'part', householdId: id, partFen: 62_500 })).status).toBe(201)
    expect((await payer.show(first.orderNo)).body.state).toBe('closed')
  })

  test('orders are not made without end: 429, and the true wait', async () => {
    const { id } = (await owing(world)).household
    const busy = await enter(world, 'lanzhou', 'wechat', 'orders without end')
    const answers = []
    for (let count = 0; count < 30; count++) answers.push(await busy.order({ kind: 'whole', householdId: id }))
    const last = await busy.order({ kind: 'whole', householdId: id })
    expect([answers.filter(({ status }) => status === 201).length, last.status]).toEqual([30, 429])
    const { retryAfterSeconds, detail } = last.body as unknown as Problem & { retryAfterSeconds: number }
    expect(last.headers.get('retry-after')).toBe(String(retryAfterSeconds))
    expect(detail).toContain(`${Math.ceil(retryAfterSeconds / 60)} 分钟`)
  })

  test('another resident’s order → 404, as if it did not exist', async () => {
    const { id } = (await owing(world)).household
    const owner = await enter(world, 'lanzhou', 'wechat', 'owner')
    const stranger = await enter(world, 'lanzhou', 'wechat', 'stranger')
    const { body } = await owner.order({ kind: 'whole', householdId: id })
    const { orderNo } = body.order
    const theirs = await stranger.show(orderNo)
    const nobodys = await stranger.show('HP261121NOSUCHORDER')
    expect([theirs.status, theirs.text]).toEqual([404, nobodys.text])
    for (const verb of ['pay-parameters', 'cancel']) {
      const answered = await world.call<OrderAnswer>('POST', `/api/orders/${orderNo}/${verb}`, {
        headers: stranger.headers,
      })
      expect(answered.status).toBe(404)
    }
    const elsewhere = await enter(world, 'beijing', 'wechat', 'owner')
    expect((await elsewhere.bill(id)).status).toBe(404)
  })

  test('JWT: alg none, wrong audience, expired, key confusion → 401', async () => {
    const resident = await enter(world, 'lanzhou', 'wechat', 'forger')
    const [header, claims] = resident.headers.authorization.replace('Bearer ', '').split('.')
    const real = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as Record<string, unknown>
    const secret = world.base.secrets.residentTokenSecret
    const hs256 = { alg: 'HS256', typ: 'JWT' }
    const forged = {
      none: `${base64url({ alg: 'none', typ: 'JWT' })}.${claims}.`,
      'wrong audience': token(hs256, { ...real, aud: 'heatpay:staff' }, secret),
      expired: token(hs256, { ...real, exp: Math.floor(Date.now() / 1000) - 1 }, secret),
      'another secret': token(hs256, real, 'another secret that is long enough to be one'),
      'another algorithm': token({ alg: 'HS512', typ: 'JWT' }, real, secret),
      'unsigned tail': `${header}.${claims}.`,
    }
    for (const [how, bearer] of Object.entries(forged)) {
      const answered = await world.call<Problem>('GET', '/api/households', {
        headers: { authorization: `Bearer ${bearer}` },
      })
      expect([how, answered.status]).toEqual([how, 401])
    }
    const genuine = token(hs256, real, secret)
    expect(
      (await world.call('GET', '/api/households', { headers: { authorization: `Bearer ${genuine}` } })).status,
    ).toBe(200)
  })

  test('sessions can be ended: a token that somebody has seen opens nothing afterwards', async () => {
    const resident = await enter(world, 'lanzhou', 'wechat', 'lost his phone')
    const [again, other] = [
      await enter(world, 'lanzhou', 'wechat', 'lost his phone'),
      await enter(world, 'lanzhou', 'wechat', 'somebody else'),
    ]
    const seen = async ({ headers }: typeof again) => (await world.call('GET', '/api/households', { headers })).status
    expect((await world.call('DELETE', '/api/session', { headers: again.headers })).status).toBe(204)
    expect([await seen(resident), await seen(again), await seen(other)]).toEqual([401, 401, 200])
    expect(await seen(await enter(world, 'lanzhou', 'wechat', 'lost his phone'))).toBe(200)
  })

  test('scanning user codes → 429 with Retry-After; a hit is masked until the account is bound', async () => {
    const { userCode } = (await owing(world)).household
    const scanner = await enter(world, 'lanzhou', 'wechat', 'scanner')
    const { body: card } = await scanner.lookUp(userCode)
    expect([card.owner, card.address]).toEqual(['***', '幸福里***2单元'])
    const answers = []
    for (let code = 0; code < 25; code++) answers.push(await scanner.lookUp(String(9_000_000_000 + code)))
    const [refused] = answers.filter(({ status }) => status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused?.body as unknown).toMatchObject({ code: 'looked-too-often' })

    const owner = await enter(world, 'lanzhou', 'wechat', 'the owner himself')
    const wrong = await world.call<Problem>('POST', '/api/households', {
      body: { userCode, relation: 'own', proof: '李四' },
      headers: owner.headers,
    })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'proof-does-not-match'])
    const bound = await world.call('POST', '/api/households', {
      body: { userCode, relation: 'own', proof: '张建国' },
      headers: owner.headers,
    })
    expect(bound.body).toMatchObject({ owner: '张建国', address: '幸福里3号楼2单元501', verified: true })
  })

  test('errors carry no stack, SQL or version; what is too large or not JSON is refused', async () => {
    const resident = await enter(world, 'lanzhou', 'wechat', 'rude')
    const answers = [
      await world.call<Problem>('POST', '/api/estimates', { body: { company: 'lanzhou', season: '2026' } }),
      await world.call<Problem>('POST', '/api/estimates', {
        body: { company: 'atlantis', season: SEASON, use: 'residential' },
      }),
      await world.call<Problem>('POST', '/api/households/lookup', {
        body: { userCode: "' OR 1=1 --" },
        headers: resident.headers,
      }),
      await world.call<Problem>('POST', '/api/orders', {
        body: { padding: 'x'.repeat(300_000) },
        headers: resident.headers,
      }),
      await world.call<Problem>('GET', '/api/nothing-here'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 413, 404])
    for (const { headers, text, body } of answers) {
      expect(headers.get('content-type')).toContain('application/problem+json')
      expect(body).toMatchObject({ status: expect.any(Number), code: expect.any(String), detail: expect.any(String) })
      expect(text).not.toMatch(/select|insert|node_modules|at .*\.ts|koa|sqlite|mariadb/i)
    }
    const notJson = await fetch(`${world.url}/api/estimates`, { method: 'POST', body: '{"company":' })
    expect(notJson.status).toBe(400)
  })
})
