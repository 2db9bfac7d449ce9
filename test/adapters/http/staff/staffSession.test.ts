import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { EnrolmentAnswer, StaffSessionView } from '../../../../contract/console'
import type { Problem } from '../../../../contract/problem'
import { ROLES } from '../../../../contract/staffWords'
import { onEachEngine } from '../../../support/engines'
import { ownWorld } from '../../../support/ownWorld'
import { clockIn, codeNow, hire, later, onDuty, renewed } from '../../../support/staff'
import { enter, type World } from '../../../support/world'

onEachEngine('the console: who may enter', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  const login = (body: unknown, headers: Record<string, string> = {}) =>
    world.call<Problem>('POST', '/console/api/session', { body, headers })

  test('a login sets a cookie that scripts cannot read and other sites cannot send', async () => {
    await hire(world.base, 'cookie', 'accountant')
    const answered = await world.call<StaffSessionView>('POST', '/console/api/session', {
      body: { loginName: 'cookie', password: 'correct horse battery', totp: codeNow(world.base) },
    })
    expect(answered.status).toBe(201)
    expect(answered.headers.get('set-cookie')).toMatch(
      /^heatpay_staff=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/,
    )
    expect(answered.text).not.toContain('argon2')
    expect(answered.body.staff.permissions).toContain('propose')
    expect(answered.body.before).toBeNull()
    expect(answered.body.bankNames).toMatchObject({ icbc: '工商银行', 'statement-mt940': '银行对账单（MT940）' })
  })

  test('nobody enters without a session; errors carry no stack, SQL or version', async () => {
    for (const path of ['/session', '/approvals', '/staff', '/audit']) {
      const answered = await world.call<Problem>('GET', `/console/api${path}`)
      expect(answered.status).toBe(401)
      expect(answered.body.code).toBe('unauthorized')
      expect(answered.text).not.toMatch(/at \w|SELECT|node_modules|koa/i)
    }
    expect(
      (await world.call('GET', '/console/api/approvals', { headers: { cookie: 'heatpay_staff=guess' } })).status,
    ).toBe(401)
  })

  test('a write needs the page’s token: a cookie alone is refused, and another site’s page too', async () => {
    const { cookie, headers } = await onDuty(world, 'csrf', 'accountant')
    const bare = await world.call<Problem>('DELETE', '/console/api/session', { headers: { cookie } })
    expect([bare.status, bare.body.code]).toEqual([403, 'csrf'])
    const foreign = createHash('sha256').update('csrf guess').digest('hex')
    const forged = await world.call<Problem>('DELETE', '/console/api/session', {
      headers: { cookie, 'x-heatpay-csrf': foreign },
    })
    expect(forged.body.code).toBe('csrf')
    expect((await world.call('GET', '/console/api/session', { headers: { cookie } })).status).toBe(200)
    expect((await world.call('DELETE', '/console/api/session', { headers })).status).toBe(204)
    expect((await world.call('GET', '/console/api/session', { headers: { cookie } })).status).toBe(401)
    const crossSite = await login({ loginName: 'csrf', password: 'x' }, { 'sec-fetch-site': 'cross-site' })
    expect([crossSite.status, crossSite.body.code]).toEqual([403, 'csrf'])
  })

  test('a resident’s session opens nothing here, a staff session nothing there: two realms', async () => {
    const resident = await enter(world, 'lanzhou', 'wechat', 'curious')
    const staff = await onDuty(world, 'realms', 'manager')
    const token = resident.headers.authorization.replace('Bearer ', '')
    for (const headers of [resident.headers, { cookie: `heatpay_staff=${token}` }]) {
      expect((await world.call('GET', '/console/api/approvals', { headers })).status).toBe(401)
    }
    const staffToken = staff.cookie.replace('heatpay_staff=', '')
    const tried: Record<string, string>[] = [{ cookie: staff.cookie }, { authorization: `Bearer ${staffToken}` }]
    for (const headers of tried) {
      expect((await world.call('GET', '/api/households', { headers })).status).toBe(401)
    }
    const secret = world.base.secrets.residentTokenSecret
    const forgedForStaff = jwt.sign({ sub: staff.session.staff.id }, secret, { audience: 'heatpay:staff' })
    const forged = { authorization: `Bearer ${forgedForStaff}`, cookie: `heatpay_staff=${forgedForStaff}` }
    expect((await world.call('GET', '/console/api/approvals', { headers: forged })).status).toBe(401)
    expect((await world.call('GET', '/api/households', { headers: forged })).status).toBe(401)
  })

  test('wrong, unknown and locked: the same answers for a name that exists and one that does not', async () => {
    await hire(world.base, 'guessed', 'accountant')
    const answers = async (loginName: string) => {
      const seen: [number, string, string | null][] = []
      for (let n = 0; n < 6; n++) {
        const { status, text, headers } = await login({ loginName, password: 'wrong password 1' })
        seen.push([status, text, headers.get('retry-after')])
      }
      return seen
    }
    const [known, unknown] = [await answers('guessed'), await answers('ghost')]
    expect(unknown).toEqual(known)
    expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 429, 429])
    expect(known[5]?.[2]).toBe('1')
  })

  test('malformed logins are refused with the field’s path', async () => {
    const missing = await login({ loginName: 'li' })
    expect([missing.status, missing.body.path]).toEqual([400, 'password'])
    const extra = await login({ loginName: 'li', password: 'x', role: 'admin' })
    expect([extra.status, extra.body.path]).toEqual([400, 'role'])
  })

  test('a newcomer replaces his one-time password, enrols a second factor, and only then works', async () => {
    await hire(world.base, 'newcomer', 'accountant', { passwordSetAt: null, totpSecret: null })
    let he = await clockIn(world, 'newcomer', { totp: undefined })
    expect(he.session.before).toBe('choose-password')
    const blocked = await he.get<Problem>('/approvals')
    expect([blocked.status, blocked.body.code, blocked.body.before]).toEqual([403, 'before-work', 'choose-password'])

    const change = (newPassword: string, oldPassword = 'correct horse battery') =>
      he.post<Problem>('/own/password', { oldPassword, newPassword })
    expect((await change('a new long password', 'not the old one')).body.code).toBe('login-failed')
    const easy = ['password1234', 'Password1234!', '1qaz2wsx3edc', 'iloveyou2026']
    for (const weak of ['short', 'newcomer-2026', 'aaaaaaaaaaaaaaaa', 'correct horse battery', ...easy]) {
      expect((await change(weak)).body.code).toBe('weak-password')
    }
    const changed = await change('a new long password')
    expect((await he.get('/session')).status).toBe(401)
    he = renewed(world, changed)
    expect((await he.get<Problem>('/approvals')).body.before).toBe('enrol-second-factor')

    const { body: enrolment } = await he.post<EnrolmentAnswer>('/own/second-factor')
    expect(enrolment.url).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/)
    expect((await he.post<Problem>('/own/second-factor/confirmation', { code: '000000' })).body.code).toBe(
      'second-factor-wrong',
    )
    const code = codeNow(world.base, enrolment.secret)
    he = renewed(world, await he.post('/own/second-factor/confirmation', { code }))
    expect((await he.get('/approvals')).status).toBe(200)
    expect((await login({ loginName: 'newcomer', password: 'a new long password' })).body.code).toBe(
      'second-factor-needed',
    )
  })

  test.each(ROLES)('%s: reads and does nothing before a second factor is enrolled', async (role) => {
    await hire(world.base, `bare-${role}`, role, { totpSecret: null })
    const he = await clockIn(world, `bare-${role}`, { totp: undefined })
    expect(he.session.before).toBe('enrol-second-factor')
    const blocked = await he.get<Problem>('/households?company=lanzhou')
    expect([blocked.status, blocked.body.before]).toEqual([403, 'enrol-second-factor'])
  })

  test('changing a password ends all other logins; a dismissal ends every one at once', async () => {
    const staff = await hire(world.base, 'twice', 'accountant')
    const office = await clockIn(world, 'twice')
    const home = await clockIn(world, 'twice', { totp: codeNow(world.base, undefined, 1) })
    const change = { oldPassword: 'correct horse battery', newPassword: 'another long password' }
    const changed = renewed(world, await office.post('/own/password', change))
    expect((await home.get('/session')).status).toBe(401)
    // The token that was there before is worth nothing, whoever has seen it.
    expect((await office.get('/session')).status).toBe(401)
    expect((await changed.get('/session')).status).toBe(200)
    await world.base.database.transaction((store) => store.staff.dismiss(staff.id, world.base.clock.now()))
    expect((await changed.get('/session')).status).toBe(401)
  })

  test('a session ends after 30 idle minutes, and the second factor is stale after 15', async () => {
    const he = await onDuty(world, 'tired', 'manager')
    const refused = () =>
      he.post<Problem>('/approvals/01J00000000000000000000000/approve', { payloadHash: 'x'.repeat(64) })
    expect((await refused()).body.code).toBe('not-found')
    await later(world, 16 * 60_000)
    const stale = await refused()
    expect([stale.status, stale.body.code]).toEqual([403, 'second-factor-needed'])
    expect((await he.post<Problem>('/session/second-factor', { code: '000000' })).body.code).toBe('second-factor-wrong')
    expect((await he.post('/session/second-factor', { code: codeNow(world.base) })).status).toBe(204)
    expect((await refused()).body.code).toBe('not-found')
    await later(world, 31 * 60_000)
    expect((await he.get('/session')).status).toBe(401)
  })
})
