import type { AuditAnswer, SecurityEventsAnswer, SecurityEventView } from '../../../../contract/console'
import { onEachEngine } from '../../../support/engines'
import { owing } from '../../../support/ordered'
import { ownWorld } from '../../../support/ownWorld'
import { type AtConsole, onDuty } from '../../../support/staff'
import { enter, eventually, type World } from '../../../support/world'

onEachEngine('what may be an attack is written down', (newPlace) => {
  let world: World
  let admin: AtConsole
  ownWorld(newPlace, async (begun) => {
    world = begun
    admin = await onDuty(world, 'watchful', 'admin')
  })

  const events = async (filter = '') =>
    (await admin.get<SecurityEventsAnswer>(`/security-events?size=200${filter}`)).body.rows
  const seen = (kind: string, isIt: (event: SecurityEventView) => boolean = () => true) =>
    eventually(
      async () => (await events(`&kind=${kind}`)).find((event) => !event.alarm && isIt(event)),
      (found) => found !== undefined,
    )

  test('failed logins and lock-outs, by where they came from, and no login name', async () => {
    const tries = Array.from({ length: 6 }, () => ({ loginName: 'watchful', password: 'wrong password 1' }))
    for (const body of tries) await world.call('POST', '/console/api/session', { body })
    expect(await seen('login-failed', ({ times }) => times >= 4)).toMatchObject({ company: '*', kindName: '登录失败' })
    const blocked = await seen('login-blocked')
    expect(blocked?.subject).toMatch(/^[0-9a-f]{16}$/)
  })

  test('permissions that were refused, and requests that another page sent, by login', async () => {
    const cashier = await onDuty(world, 'curious', 'cashier', { company: 'lanzhou' })
    expect((await cashier.get('/staff')).status).toBe(403)
    expect(await seen('not-allowed')).toMatchObject({ subject: 'curious', company: 'lanzhou' })
    const forged = await world.call('DELETE', '/console/api/session', { headers: { cookie: cashier.cookie } })
    expect(forged.status).toBe(403)
    await seen('csrf')
  })

  test('wrong proofs, and a phone without a session', async () => {
    const { userCode } = (await owing(world)).household
    const resident = await enter(world, 'lanzhou', 'wechat', 'guesses a name')
    const body = { userCode, relation: 'own', proof: '李四' }
    await world.call('POST', '/api/households', { body, headers: resident.headers })
    const event = await seen('proof-does-not-match')
    expect(event).toMatchObject({ company: 'lanzhou', times: 1 })
    await world.call('GET', '/api/households')
    await seen('unauthorized')
    // Neither names nor codes.
    expect(JSON.stringify(await events())).not.toMatch(new RegExp(`李四|张建国|${userCode}|127\\.0\\.0\\.1`))
  })

  test('exports and views of households, by who did it', async () => {
    const { id } = (await owing(world)).household
    const manager = await onDuty(world, 'exports', 'manager', { company: 'lanzhou' })
    await manager.get(`/households/${id}`)
    expect(await seen('household-viewed')).toMatchObject({ subject: 'exports' })
    expect((await manager.get('/audit?format=xlsx')).status).toBe(200)
    expect(await seen('exported')).toMatchObject({ subject: 'exports' })
  })

  test('many within an hour are one alarm, in the audit chain too; another company’s are not seen', async () => {
    const baoji = await onDuty(world, 'looks in baoji', 'auditor', { company: 'baoji' })
    for (let n = 0; n < 25; n++) await baoji.get('/staff')
    const alarm = await eventually(
      async () => (await events('&kind=not-allowed&alarms=true')).find(({ company }) => company === 'baoji'),
      (found) => found !== undefined,
    )
    expect(alarm?.times).toBeGreaterThanOrEqual(20)
    const { rows } = (await admin.get<AuditAnswer>('/audit?deed=security-alarm&company=baoji')).body
    expect(rows).toMatchObject([{ actor: 'system', subject: 'not-allowed' }])
    const own = (await baoji.get<SecurityEventsAnswer>('/security-events?size=200')).body.rows
    expect(new Set(own.map(({ company }) => company))).toEqual(new Set(['baoji']))
    const cashier = await onDuty(world, 'reads no events', 'cashier')
    expect((await cashier.get('/security-events')).status).toBe(403)
  })
})
