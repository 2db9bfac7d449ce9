import { createPasswords, secondFactor, sessionTokens } from '../../../server/adapters/system/staffSecrets'
import { isRefusal } from '../../../server/application/common/refusal'
import {
  createGuessGuard,
  createStaffLogIn,
  createStaffSessions,
  type StaffLogin,
} from '../../../server/application/staff/logIn'
import { DEMO_PASSWORD, DEMO_TOTP_SECRET } from '../../../server/domain/staff/demoStaff'
import { waitAfter } from '../../../server/domain/staff/staff'
import { hasDemoData } from '../../../server/rehearsal/demo/seedDemo'
import { createSeedDemoStaff } from '../../../server/rehearsal/demo/seedDemoStaff'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { hire, SECRET } from '../../support/staff'

const PASSWORD = 'correct horse battery'

const MINUTE = 60_000

onEachEngine('a member of staff logs in', (newPlace) => {
  let ports: StoryPorts
  let now: number
  let base: StoryPorts
  const passwords = createPasswords()
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    now = ports.clock.now()
    base = { ...ports, clock: { ...ports.clock, now: () => now } }
  })
  afterEach(() => ports.remove())

  function console() {
    const guard = createGuessGuard(base)
    const wired = { ...base, passwords, secondFactor, tokens: sessionTokens, guard }
    return { logIn: createStaffLogIn(wired), sessions: createStaffSessions(wired) }
  }
  const code = (secret = SECRET) => secondFactor.codeAt(secret, now)
  const loggedIn = (outcome: StaffLogin | object): StaffLogin => {
    if (!('token' in outcome)) throw new Error(JSON.stringify(outcome))
    return outcome
  }

  test('with password and code; the database keeps neither the token nor the secret in clear', async () => {
    const { logIn, sessions } = console()
    const staff = await hire(base, 'li', 'accountant')
    const { token, session } = loggedIn(await logIn({ loginName: ' LI ', password: PASSWORD, totp: code() }))
    expect((await sessions.read(token))?.staff.id).toBe(staff.id)
    expect(session.secondFactorAt).toBe(now)
    const stored = JSON.stringify([
      await base.database.writer.query('SELECT * FROM staff_sessions'),
      await base.database.writer.query('SELECT * FROM staff'),
    ])
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(SECRET)
    expect(stored).not.toContain(PASSWORD)
    expect(stored).toContain('$argon2id$')
  })

  test('a code works once, and only with the right password is it asked for', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    expect(await logIn({ loginName: 'li', password: PASSWORD })).toEqual({ refused: 'second-factor-needed' })
    expect(await logIn({ loginName: 'li', password: 'wrong password 1' })).toEqual({ refused: 'login-failed' })
    loggedIn(await logIn({ loginName: 'li', password: PASSWORD, totp: code() }))
    expect(await logIn({ loginName: 'li', password: PASSWORD, totp: code() })).toEqual({
      refused: 'second-factor-wrong',
    })
    now += 30_000
    loggedIn(await logIn({ loginName: 'li', password: PASSWORD, totp: code() }))
  })

  test('the same code from two places at once logs in one of them', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const outcomes = await Promise.all([1, 2].map(() => logIn({ loginName: 'li', password: PASSWORD, totp: code() })))
    expect(outcomes.filter((outcome) => 'token' in outcome)).toHaveLength(1)
  })

  test('nobody learns who exists: unknown, wrong, dismissed, not yet approved are answered alike', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    await hire(base, 'gone', 'accountant', { dismissedAt: now })
    await hire(base, 'new', 'accountant', { activatedAt: null })
    const failed = { refused: 'login-failed' }
    expect(await logIn({ loginName: 'li', password: 'wrong password 1' })).toEqual(failed)
    expect(await logIn({ loginName: 'nobody', password: PASSWORD })).toEqual(failed)
    expect(await logIn({ loginName: 'gone', password: PASSWORD, totp: code() })).toEqual(failed)
    expect(await logIn({ loginName: 'new', password: PASSWORD, totp: code() })).toEqual(failed)
  })

  test('an unknown name costs the work of a known one: the password is hashed all the same', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const verified: (string | undefined)[] = []
    const watched = createStaffLogIn({
      ...base,
      secondFactor,
      tokens: sessionTokens,
      guard: createGuessGuard(base),
      passwords: {
        ...passwords,
        verify: (hash, password) => {
          verified.push(hash)
          return passwords.verify(hash, password)
        },
      },
    })
    await watched({ loginName: 'nobody', password: PASSWORD })
    expect(verified).toEqual([undefined])
    expect(await passwords.verify(undefined, PASSWORD)).toBe(false)
    loggedIn(await logIn({ loginName: 'li', password: PASSWORD, totp: code() }))
  })

  test('guessing gets slower, then the name is locked, known or not; the right password waits too', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const guess = (loginName: string) => logIn({ loginName, password: 'wrong password 1' })
    for (const loginName of ['li', 'nobody']) {
      for (let n = 1; n <= 3; n++) expect(await guess(loginName)).toEqual({ refused: 'login-failed' })
      const waits: number[] = []
      for (let n = 4; n <= 10; n++) {
        expect(await guess(loginName)).toEqual({ refused: 'login-failed' })
        const blocked = await guess(loginName)
        if (!isRefusal(blocked) || blocked.refused !== 'login-blocked') throw new Error(JSON.stringify(blocked))
        const seconds = Number(blocked.facts?.retryAfterSeconds)
        waits.push(seconds)
        if (n < 10) now += seconds * 1000
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 900])
    }
    const right = () => logIn({ loginName: 'li', password: PASSWORD, totp: code() })
    expect(await right()).toMatchObject({ refused: 'login-blocked' })
    now += 15 * MINUTE
    loggedIn(await right())
    expect(await guess('li')).toEqual({ refused: 'login-failed' })
  })

  test('who guesses locks himself out, not the colleague, whose desk is another place', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const from = (place: string, password: string) => logIn({ loginName: 'li', password, totp: code() }, place)
    for (let n = 0; n < 40; n++) await from('the guesser', 'wrong password 1')
    expect(await from('the guesser', PASSWORD)).toMatchObject({ refused: 'login-blocked' })
    loggedIn(await from('her desk', PASSWORD))
  })

  test('from many places at once: a hundred tries a day; where she always logs in she goes on', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const from = (place: string, password: string) => logIn({ loginName: 'li', password, totp: code() }, place)
    loggedIn(await from('her desk', PASSWORD))
    const outcomes = []
    for (let n = 0; n < 110; n++) outcomes.push(await from(`place ${n}`, 'wrong password 1'))
    const tried = outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === 'login-failed')
    expect(tried).toHaveLength(100)
    const elsewhere = await from('a train', PASSWORD)
    expect(elsewhere).toMatchObject({ refused: 'login-blocked', facts: { retryAfterSeconds: 24 * 3600 } })
    now += 30_000
    loggedIn(await from('her desk', PASSWORD))
  }, 60_000)

  test('a hundred guesses at once are counted before they are looked at: few of them are tried', async () => {
    const { logIn } = console()
    await hire(base, 'li', 'accountant')
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => logIn({ loginName: 'li', password: 'wrong password 1' })),
    )
    const tried = outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === 'login-failed')
    expect(tried.length).toBeLessThanOrEqual(4)
  })

  test('a session ends after 30 idle minutes, after 12 hours, with logging out, with dismissal', async () => {
    const { logIn, sessions } = console()
    const staff = await hire(base, 'li', 'accountant')
    const enter = async () => {
      now += 30_000
      return loggedIn(await logIn({ loginName: 'li', password: PASSWORD, totp: code() }))
    }
    const idle = await enter()
    now += 29 * MINUTE
    expect(await sessions.read(idle.token)).toBeDefined()
    now += 29 * MINUTE
    expect(await sessions.read(idle.token)).toBeDefined()
    now += 30 * MINUTE
    expect(await sessions.read(idle.token)).toBeUndefined()

    const busy = await enter()
    for (let hours = 0; hours < 11.6; hours += 0.4) {
      now += 24 * MINUTE
      expect(await sessions.read(busy.token)).toBeDefined()
    }
    now += 25 * MINUTE
    expect(await sessions.read(busy.token)).toBeUndefined()

    const left = await enter()
    await sessions.end({ staff, session: left.session })
    expect(await sessions.read(left.token)).toBeUndefined()

    const dismissed = await enter()
    await base.database.transaction((store) => store.staff.dismiss(staff.id, now))
    expect(await sessions.read(dismissed.token)).toBeUndefined()
  })

  test('the demo staff log in with what the README says, and mark the database as a demo’s', async () => {
    const { logIn } = console()
    const seed = createSeedDemoStaff({ ...base, passwords })
    expect(await hasDemoData(base.database.read)).toBe(false)
    expect(await seed()).toEqual({ added: 5 })
    expect(await seed()).toEqual({ added: 0 })
    expect(await hasDemoData(base.database.read)).toBe(true)
    loggedIn(await logIn({ loginName: 'demo-manager', password: DEMO_PASSWORD, totp: code(DEMO_TOTP_SECRET) }))
  })
})

test('the wait doubles from the fourth failure on and ends in a lock of 15 minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 9, 10, 50].map(waitAfter)).toEqual([0, 0, 0, 1000, 2000, 4000, 32_000, 900_000, 900_000])
})

test('a code is good for one step before and after, and not further', () => {
  const at = 1_795_000_000_000
  const code = secondFactor.codeAt(SECRET, at)
  const step = Math.floor(at / 30_000)
  expect(secondFactor.stepOf(SECRET, code, at)).toBe(step)
  expect(secondFactor.stepOf(SECRET, code, at + 30_000)).toBe(step)
  expect(secondFactor.stepOf(SECRET, code, at - 30_000)).toBe(step)
  expect(secondFactor.stepOf(SECRET, code, at + 90_000)).toBeUndefined()
  expect(secondFactor.stepOf(SECRET, '12345', at)).toBeUndefined()
  // RFC 6238, appendix B, its last six digits at 59 s.
  expect(secondFactor.codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082')
})
