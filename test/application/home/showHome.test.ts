import type { HouseholdsAnswer } from '../../../contract/resident'
import { onEachEngine } from '../../support/engines'
import { household, withBill } from '../../support/households'
import { owner } from '../../support/owner'
import { ownWorld } from '../../support/ownWorld'
import { enter, eventually, type World } from '../../support/world'

onEachEngine('the first page of a resident, on the server’s day', (newPlace) => {
  let world: World
  ownWorld(newPlace, async (begun) => {
    world = begun
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: '2026-12-01T09:00:00+08:00' })
  })

  const homeOf = async (headers: Record<string, string>) =>
    (await world.call<HouseholdsAnswer>('GET', '/api/households', { headers })).body
  const withFacts = (userCode: string) =>
    withBill(world.base, { company: 'lanzhou', userCode, buildingArea: '50.00' }, '2026-2027', '2026-10-31')

  test('late on the day after, being verified from the first step of paying, paid when booked', async () => {
    const { userCode, id } = await withFacts('6710000001')
    const he = await enter(world, 'lanzhou', 'wechat', 'pays late')
    await he.proves(userCode)
    const { today, hotline, households } = await homeOf(he.headers)
    expect([today, hotline]).toEqual(['2026-12-01', world.base.rulebooks.get('lanzhou')?.hotline ?? null])
    const { state } = households[0] ?? {}
    expect(state).toMatchObject({ kind: 'owes', until: '2026-10-31', late: true })
    const owed = state?.kind === 'owes' ? state : undefined
    // 50 m² × 25 yuan, and the late fee of a month on top.
    expect((owed?.amountFen ?? 0) - (owed?.lateFeeFen ?? 0)).toBe(125_000)

    const { orderNo, amountFen } = (await he.order({ kind: 'whole', householdId: id })).body.order
    expect(amountFen).toBe(owed?.amountFen)
    const confirming = { kind: 'confirming', orderNo, amountFen }
    // The app was killed at the cashier: nobody has said anything, and money may have moved.
    expect((await homeOf(he.headers)).households[0]?.state).toEqual(confirming)
    await he.clientSays(orderNo, 'cancelled')
    const stranger = await enter(world, 'lanzhou', 'wechat', 'also pays for it')
    await world.call('POST', '/api/households', { body: { userCode, relation: 'family' }, headers: stranger.headers })
    // Another's order is his own matter: what is owed is the same for everybody.
    expect((await homeOf(stranger.headers)).households[0]?.state.kind).toBe('owes')
    await he.pay(orderNo)
    const home = await eventually(
      () => homeOf(he.headers),
      ({ households: [first] }) => first?.state.kind !== 'confirming',
    )
    expect(home.households[0]?.state).toEqual({ kind: 'paid', season: '2026-2027' })
  })

  test('suspended, and without a bill; that a home stands cold is its owner’s to know', async () => {
    const facts = (userCode: string, service: 'heating' | 'suspended') =>
      household(world.base, { company: 'lanzhou', userCode, service })
    await world.base.database.transaction(async (store) => {
      await store.households.insertMany([facts('6710000002', 'suspended'), facts('6710000003', 'heating')])
    })
    const she = await owner(world, 'lanzhou', '6710000002', 'has two homes', '张建国')
    await owner(world, 'lanzhou', '6710000003', 'has two homes', '张建国')
    const kinds = (await homeOf(she.headers)).households.map(({ state }) => state)
    expect(kinds).toEqual([{ kind: 'suspended' }, { kind: 'no-bill', reason: '本采暖季的账单还没有出' }])
    const passer = await enter(world, 'lanzhou', 'wechat', 'has proved nothing')
    const body = { userCode: '6710000002', relation: 'family' }
    await world.call('POST', '/api/households', { body, headers: passer.headers })
    expect((await homeOf(passer.headers)).households[0]?.state.kind).toBe('no-bill')
  })

  test('a request that is worked on', async () => {
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: '2026-10-20T09:00:00+08:00' })
    const dwelling = household(world.base, { company: 'baoji', userCode: '61039901' })
    await world.base.database.transaction((store) => store.households.insertMany([dwelling]))
    const he = await owner(world, 'baoji', '61039901', 'asks for something', '张建国')
    const asked = await he.post('suspensions', { acceptCharged: true })
    expect([asked.status, asked.text]).toEqual([201, expect.anything()])
    const [home] = (await homeOf(he.headers)).households
    expect(home?.state).toMatchObject({ kind: 'pending', request: 'suspension', askedOn: '2026-10-20' })
  })

  test('what is owed of an earlier season is paid alone, also where nothing is paid in parts', async () => {
    const company = 'binzhou'
    const earlier = { company, userCode: '61039902', buildingArea: '100.00' }
    const dwelling = await withBill(world.base, earlier, '2024-2025', '2024-11-15')
    await withBill(world.base, { ...earlier, id: dwelling.id }, '2025-2026', '2026-11-15')
    const he = await owner(world, company, '61039902', 'pays the older one', '110105199003071239')
    const { wholeFen, instalments } = (await he.bill(dwelling.id)).body.payable
    const arrearsFen = instalments.allowed ? 0 : (instalments.arrearsFen ?? 0)
    expect(arrearsFen).toBeGreaterThan(0)
    expect(arrearsFen).toBeLessThan(wholeFen)
    const part = (partFen: number) => he.order({ kind: 'part', householdId: dwelling.id, partFen })
    expect((await part(arrearsFen - 1)).status).toBe(409)
    const { orderNo } = (await part(arrearsFen)).body.order
    await he.pay(orderNo)
    await eventually(
      () => he.show(orderNo),
      ({ body }) => body.state === 'paid',
    )
    expect((await he.bill(dwelling.id)).body.payable.wholeFen).toBe(wholeFen - arrearsFen)
  })
})
