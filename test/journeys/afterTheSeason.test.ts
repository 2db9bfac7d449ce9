import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ApprovalView } from '../../contract/console'
import type { ProposedAnswer } from '../../contract/consoleSeason'
import type { DeskRefund, DeskSettlement } from '../../contract/consoleSettlements'
import type { HouseholdCard } from '../../contract/resident'
import type { SettlementAnswer } from '../../contract/settlements'
import { createOpenSeasonBills } from '../../server/application/bills/openSeasonBills'
import { createImportHouseholds } from '../../server/application/households/importHouseholds'
import { onEachEngine } from '../support/engines'
import { type AtConsole, onDuty } from '../support/staff'
import { enter, eventually, startWorld, type World } from '../support/world'

const SEASON = '2025-2026'
const CARDS = { own: '6217000000000000012', other: '6222020200000000006' }
const JPEG = Buffer.from('ffd8ffe000104a46494600010100', 'hex')
const IDENTITY = '110105199003071239'

async function setDay(world: World, day: string): Promise<void> {
  const answered = await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T10:00:00` })
  if (answered.status !== 200) throw new Error(answered.text)
  while (world.base.clock.today() !== day) await new Promise((resolve) => setTimeout(resolve, 20))
  await new Promise((resolve) => setTimeout(resolve, 60))
}

onEachEngine('after the season, over HTTP: a refund by the bank, a top-up in the mini-program', (newPlace) => {
  let world: World
  let remove: () => Promise<void>
  beforeEach(async () => {
    const place = await newPlace()
    remove = place.remove
    world = await startWorld(place)
    await setDay(world, '2025-10-08')
    const headings = [
      '卡号',
      '户主',
      '身份证号',
      '电话',
      '银行卡号',
      '小区',
      '楼号',
      '单元',
      '房号',
      '用途',
      '计费方式',
      '建筑面积',
    ]
    const home = (userCode: string, card: string) => [
      userCode,
      '张演示',
      IDENTITY,
      '13800000001',
      card,
      '滨商家园',
      '3号楼',
      '2单元',
      userCode.slice(-3),
      '居民',
      '计量',
      '100',
    ]
    const rows = [home('37160101', CARDS.own), home('37160102', CARDS.other), home('37160103', CARDS.own)]
    const table = { headings, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
    const company = 'binzhou'
    const imported = await createImportHouseholds(world.base)({ company, table, actor: 'li', fileName: 'h.csv' })
    expect(imported).toMatchObject({ imported: 3 })
    await createOpenSeasonBills(world.base)({ company, season: SEASON, actor: 'li' })
  })
  afterEach(async () => {
    await world.stop()
    await remove()
  })

  const resident = async (person: string, userCode: string) => {
    const phone = await enter(world, 'binzhou', 'wechat', person)
    const saved = await world.call<HouseholdCard>('POST', '/api/households', {
      body: { userCode, relation: 'own', proof: IDENTITY },
      headers: phone.headers,
    })
    expect(saved.status).toBe(200)
    const { id } = saved.body
    const at = `/api/households/${id}`
    return {
      ...phone,
      id,
      settlement: async () =>
        (await world.call<SettlementAnswer>('GET', `${at}/settlement`, { headers: phone.headers })).body.settlement,
      post: (what: string, body: unknown) =>
        world.call<Record<string, unknown>>('POST', `${at}/${what}`, { body, headers: phone.headers }),
      async photo(kind: string, bytes: Buffer) {
        const form = new FormData()
        form.set('kind', kind)
        form.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.jpg')
        const answered = await fetch(`${world.url}${at}/refund-photos`, {
          method: 'POST',
          body: form,
          headers: phone.headers,
        })
        return { status: answered.status, body: (await answered.json()) as { id: string; code?: string } }
      },
      async payAll() {
        const { body } = await phone.order({ kind: 'whole', householdId: id })
        await phone.pay(body.order.orderNo)
        await phone.clientSays(body.order.orderNo, 'paid')
        await eventually(
          () => phone.show(body.order.orderNo),
          (seen) => seen.body.state === 'paid',
        )
        return body.order.amountFen
      },
    }
  }

  /** A file in the body of a request, as the console's page sends it. */
  const upload = async <T>(at: AtConsole, what: string, text: string | Buffer) => {
    const answered = await fetch(`${world.url}/console/api/settlements/${what}`, {
      method: 'POST',
      headers: { ...at.headers, 'content-type': 'application/octet-stream' },
      body: typeof text === 'string' ? text : new Uint8Array(text),
    })
    return { status: answered.status, body: (await answered.json()) as T }
  }

  test('BZ1–BZ8: read, settle, publish, apply, pay out by two, one comes back; top-up by WeChat', async () => {
    const people = [
      ['zhang', '37160101'],
      ['wang', '37160102'],
      ['li', '37160103'],
    ] as const
    for (const [person, userCode] of people) expect(await (await resident(person, userCode)).payAll()).toBe(220_000)

    await setDay(world, '2026-05-21')
    const [first, second, spender] = [
      await resident(...people[0]),
      await resident(...people[1]),
      await resident(...people[2]),
    ]
    const clerk = await onDuty(world, 'clerk', 'accountant')
    const boss = await onDuty(world, 'boss', 'manager')
    const watcher = await onDuty(world, 'watcher', 'auditor')
    const file = '卡号,用热量,单位\n37160101,10000,kWh\n37160102,36,GJ\n37160103,15000,kWh\n'
    const readings = `readings?company=binzhou&season=${SEASON}&fileName=r.csv`
    expect((await upload(watcher, readings, file)).status).toBe(403)
    const wrong = await upload<{ faults: { line: number }[] }>(clerk, readings, file.replace('37160102', '37169999'))
    expect(wrong.body).toMatchObject({ outcome: 'wrong', faults: [{ line: 3, reason: '没有这个用户' }] })
    expect((await upload(clerk, readings, file)).body).toMatchObject({ outcome: 'imported', imported: 3 })
    const season = { company: 'binzhou', season: SEASON }
    expect((await clerk.post('/settlements/runs', season)).body).toMatchObject({ settled: 3 })
    const publishing = await clerk.post<ProposedAnswer>('/settlements/publications', season)
    expect([publishing.status, publishing.body.summary]).toEqual([
      201,
      `公示 ${SEASON} 采暖季 1 个小区 3 户的结算结果：退费 2 户共 280.00 元，补费 1 户共 220.00 元。`,
    ])
    const ofPublication = { payloadHash: publishing.body.payloadHash }
    expect((await boss.post(`/approvals/${publishing.body.approvalId}/approve`, ofPublication)).status).toBe(200)
    await eventually(
      () => watcher.get<{ rows: DeskSettlement[] }>(`/settlements?season=${SEASON}`),
      ({ body }) => body.rows.length === 3 && body.rows.every(({ status }) => status === 'published'),
    )
    const listed = await watcher.get<{ rows: DeskSettlement[] }>(`/settlements?season=${SEASON}`)
    expect(listed.body.rows.map(({ userCode, adjustmentFen }) => [userCode, adjustmentFen]).sort()).toEqual([
      ['37160101', -14_000],
      ['37160102', -14_000],
      ['37160103', 22_000],
    ])

    const result = await first.settlement()
    expect(result).toMatchObject({
      adjustmentFen: -14_000,
      mayApply: { open: true },
      reading: { quantity: '10000', unit: 'kWh' },
    })
    expect((await first.photo('identity-card', Buffer.from('<html>'))).body.code).toBe('bad-photo')
    const apply = async (of: typeof first, bankCard: string) => {
      const photoIds = [await of.photo('identity-card', JPEG), await of.photo('bank-card', JPEG)].map(
        ({ body }) => body.id,
      )
      const details = { noObjection: true, owner: '张演示', identityNumber: IDENTITY, phone: '13800000001' }
      return of.post('refund-applications', { ...details, bankCard, photoIds })
    }
    const differs = await apply(first, CARDS.other)
    expect(differs).toMatchObject({ status: 422, body: { code: 'details-differ', fields: '银行卡号' } })
    expect(await apply(first, CARDS.own)).toMatchObject({
      status: 201,
      body: { refund: { state: 'checked', bankName: '合作银行' } },
    })
    expect(await apply(second, CARDS.other)).toMatchObject({
      body: { refund: { state: 'checked', bankName: '中国工商银行' } },
    })
    expect((await first.post('settlement-objections', { acknowledged: true })).body).toMatchObject({
      code: 'refund-applied',
    })
    expect((await spender.post('settlement-objections', { acknowledged: false })).status).toBe(400)

    const photos = path.join(world.settings.dataDir, 'photos')
    for (const name of readdirSync(photos))
      expect(readFileSync(path.join(photos, name)).includes(JPEG.subarray(0, 8))).toBe(false)
    const waiting = await clerk.get<{ rows: DeskRefund[] }>('/settlements/refunds?status=checked')
    const [row] = waiting.body.rows
    const seen = await fetch(`${world.url}/console/api/settlements/refunds/${row?.id}/photos/bank-card`, {
      headers: clerk.headers,
    })
    expect(seen.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await seen.arrayBuffer()).equals(JPEG)).toBe(true)
    expect((await watcher.get(`/settlements/refunds/${row?.id}/photos/bank-card`)).status).toBe(403)

    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { payoutReturns: { count: 1 } } })
    const proposed = await clerk.post<{ approvalId: string }>('/settlements/payouts', season)
    expect(proposed.status).toBe(201)
    const approval = `/approvals/${proposed.body.approvalId}`
    const { payloadHash } = (await boss.get<ApprovalView>(approval)).body
    expect((await boss.post(`${approval}/approve`, { payloadHash })).body).toMatchObject({ status: 'executed' })
    const folder = path.join(world.settings.dataDir, 'payouts', 'binzhou')
    await eventually(
      async () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []),
      (names) => names.length === 2,
    )
    const batches = async () =>
      (await boss.get<{ rows: { id: string; fileName: string; status: string }[] }>('/settlements/payouts')).body.rows
    const sent = await eventually(batches, (rows) => rows.every(({ status }) => status === 'sent'))
    expect(sent.map(({ fileName }) => fileName).sort()).toEqual(['req_20260521_001.txt', 'req_outer_20260521_002.txt'])
    const exchange = () =>
      Promise.all(
        sent.map(({ id }) => clerk.post<{ paid: number; returned: number }>(`/settlements/payouts/${id}/exchange`)),
      )
    expect((await exchange()).map(({ body }) => body.paid)).toEqual([1, 1])

    await setDay(world, '2026-05-24')
    const later = await onDuty(world, 'later', 'accountant')
    const [one, other] = sent
    const back = [
      await later.post<{ returned: number }>(`/settlements/payouts/${one?.id}/exchange`),
      await later.post<{ returned: number }>(`/settlements/payouts/${other?.id}/exchange`),
    ]
    expect(back.reduce((sum, { body }) => sum + body.returned, 0)).toBe(1)
    const states = [await resident(...people[0]), await resident(...people[1])].map((one) => one.settlement())
    expect((await Promise.all(states)).map((seen) => seen?.refunds[0]?.state).sort()).toEqual(['paid', 'returned'])

    const payer = await resident(...people[2])
    expect(await payer.settlement()).toMatchObject({ topUp: { remainingFen: 22_000, dueOn: '2026-06-30' } })
    expect(await payer.payAll()).toBe(22_000)
    expect(await payer.settlement()).toMatchObject({ topUp: { remainingFen: 0 } })
  })

  test('without the key, or with a wrong signature, the bank’s line answers nobody', async () => {
    const body = { company: 'binzhou', card: CARDS.own, owner: '张演示' }
    const answered = await world.sandboxCall<{ code: string }>('POST', '/sandbox/bank/card-checks', body)
    expect([answered.status, answered.body.code]).toEqual([401, 'bad-signature'])
  })
})
