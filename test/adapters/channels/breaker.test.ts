import fc from 'fast-check'
import type { CallResult } from '../../../server/adapters/channels/callGuard'
import { createBreaker, createCallGuard } from '../../../server/adapters/channels/callGuard'
import { createAccessTokens } from '../../../server/adapters/channels/wechat/accessToken'
import { listeningLog } from '../../support/channels/log'
import { ROOMS, refusing } from '../../support/channels/rooms'
import { type ScriptedServer, scriptedServer } from '../../support/channels/server'
import { NOW } from '../../support/channels/wechatPlatform'

const ORDER = 'HF20261101000001'
const RULES = { after: 3, restMs: 10_000 }

describe('a breaker', () => {
  let now: number
  let breaker: ReturnType<typeof createBreaker>
  beforeEach(() => {
    now = NOW
    breaker = createBreaker(RULES, () => now)
  })
  const fail = (times: number) => {
    for (let time = 0; time < times; time++) {
      expect(breaker.admits()).toBe(true)
      breaker.ended(false)
    }
  }

  test('opens after so many unknown outcomes in a row, and no sooner', () => {
    fail(2)
    breaker.ended(true)
    fail(2)
    expect(breaker.state()).toBe('closed')
    fail(1)
    expect([breaker.state(), breaker.admits()]).toEqual(['open', false])
  })

  test('lets one call try after its rest; an answer closes it, a silence begins the rest anew', () => {
    fail(3)
    now += RULES.restMs - 1
    expect(breaker.admits()).toBe(false)
    now += 1
    expect([breaker.admits(), breaker.admits(), breaker.admits()]).toEqual([true, false, false])
    breaker.ended(false)
    expect([breaker.state(), breaker.admits()]).toEqual(['open', false])
    now += RULES.restMs
    expect(breaker.admits()).toBe(true)
    breaker.ended(true)
    expect([breaker.state(), breaker.admits(), breaker.admits()]).toEqual(['closed', true, true])
  })

  test('does not rest for ever when the clock is set back', () => {
    fail(3)
    now -= 86_400_000
    expect(breaker.admits()).toBe(true)
  })

  test('never admits more than one call between two answers unless it is closed, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ask', 'clear', 'silent', 'wait'), { maxLength: 60 }), (story) => {
        let at = 0
        const one = createBreaker(RULES, () => at)
        let inRow = 0
        let opened = false
        let trying = false
        for (const step of story) {
          if (step === 'wait') at += 4000
          else if (step === 'ask') {
            const wasClosed = one.state() === 'closed'
            const admitted = one.admits()
            if (wasClosed) expect(admitted).toBe(true)
            else if (admitted) {
              expect(trying).toBe(false)
              trying = true
            }
          } else {
            one.ended(step === 'clear')
            trying = false
            inRow = step === 'clear' ? 0 : inRow + 1
            opened = step === 'silent' && (opened || inRow >= RULES.after)
            expect(one.state() === 'closed').toBe(!opened)
          }
        }
      }),
    )
  })
})

describe.each(ROOMS)('the calls of $name', (room) => {
  let platform: ScriptedServer
  beforeAll(async () => {
    platform = await scriptedServer()
  })
  afterAll(() => platform.close())

  function made() {
    const results: string[] = []
    const meter = {
      started: (channel: string, endpoint: string) => (result: CallResult) => {
        results.push(`${channel} ${endpoint} ${result}`)
      },
    }
    const clock = { now: NOW }
    const { log, lines } = listeningLog()
    const channel = room.make(platform.url, { meter, breaker: RULES, clock: () => clock.now, log })
    return { channel, results, clock, breakers: () => lines.flatMap(({ breaker }) => (breaker ? [breaker] : [])) }
  }
  const endpoint = room.name === 'wechat' ? 'query-order' : 'alipay.trade.query'
  const closing = room.name === 'wechat' ? 'close-order' : 'alipay.trade.close'

  test('are held back after three without a clear answer, tried after ten seconds, let through', async () => {
    const { channel, results, clock, breakers } = made()
    platform.say(refusing(room, 'busy'))
    for (let time = 0; time < 3; time++) expect(await channel.queryOrder(ORDER)).toMatchObject({ outcome: 'unknown' })
    expect(platform.heard).toHaveLength(9)
    expect(await channel.queryOrder(ORDER)).toMatchObject({ outcome: 'unknown', code: 'BREAKER_OPEN' })
    expect(platform.heard).toHaveLength(9)
    expect(results.slice(-2)).toEqual([
      `wechat ${endpoint} unknown`.replace('wechat', room.name),
      `${room.name} ${endpoint} held`,
    ])

    // Another endpoint is not held back with it.
    platform.say(room.answers.closed)
    expect(await channel.closeOrder(ORDER)).toEqual({ outcome: 'closed' })
    expect(results.at(-1)).toBe(`${room.name} ${closing} verified`)

    clock.now += 10_000
    platform.say(room.answers.order('unpaid'))
    const asked = await Promise.all([channel.queryOrder(ORDER), channel.queryOrder(ORDER), channel.queryOrder(ORDER)])
    expect(platform.heard).toHaveLength(1)
    expect(asked.map(({ outcome }) => outcome).sort()).toEqual(['unknown', 'unknown', 'unpaid'])
    expect(await channel.queryOrder(ORDER)).toEqual({ outcome: 'unpaid' })
    expect(breakers()).toEqual(['open', 'closed'])
  })

  test('count every attempt by how it ended', async () => {
    const { channel, results } = made()
    platform.say(room.answers.forged(room.answers.order('paid')), refusing(room, 'busy'), room.answers.order('paid'))
    await channel.queryOrder(ORDER)
    platform.say(refusing(room, 'no-order'))
    await channel.queryOrder(ORDER)
    expect(results).toEqual(
      ['unknown', 'unknown', 'verified', 'refused'].map((result) => `${room.name} ${endpoint} ${result}`),
    )
  })

  test('are not held back for refusals, however many', async () => {
    const { channel } = made()
    platform.say(refusing(room, 'no-order'))
    for (let time = 0; time < 10; time++) expect(await channel.queryOrder(ORDER)).toEqual({ outcome: 'not-found' })
    expect(platform.heard).toHaveLength(10)
  })
})

describe('who watches the channels', () => {
  test('hears when an endpoint is let alone, and when it answers again', async () => {
    let now = 0
    const turns: string[] = []
    const guard = createCallGuard('wechat', {
      company: 'lanzhou',
      clock: () => now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      meter: {
        started: () => () => undefined,
        turned: ({ company, channel, endpoint, open }) => turns.push(`${company} ${channel} ${endpoint} ${open}`),
      },
    })
    let answer: { kind: 'verified' } | { kind: 'unknown'; code: string; message: string }
    const call = () =>
      guard.ask({ endpoint: 'order', attempt: async () => answer, pausesMs: [], isUnsettled: () => false })
    answer = { kind: 'unknown', code: 'TIMEOUT', message: '' }
    for (let n = 0; n < 4; n++) await call()
    expect(turns).toEqual([])
    await call()
    expect(turns).toEqual(['lanzhou wechat order true'])
    now += 10_000
    answer = { kind: 'verified' }
    await call()
    expect(turns).toEqual(['lanzhou wechat order true', 'lanzhou wechat order false'])
  })

  test('hears of each access token that had to be forced, and of no other', async () => {
    const forced: string[] = []
    let asked = 0
    const tokens = createAccessTokens(
      {
        ask: async () => ({
          kind: 'verified',
          status: 200,
          body: { access_token: ++asked < 3 ? 'old' : 'new', expires_in: 7200 },
        }),
      },
      {
        ...{ company: 'lanzhou', appid: 'wx1', appSecret: 's', clock: () => 0 },
        meter: { started: () => () => undefined, forcedToken: (company) => forced.push(company) },
      },
    )
    expect(await tokens.withToken(async () => ({ kind: 'verified', status: 200, body: {} }))).toMatchObject({
      kind: 'verified',
    })
    expect(forced).toEqual([])
    const refusedOnce = async (token: string) =>
      token === 'old'
        ? ({ kind: 'refused', status: 200, code: '40001', message: '' } as const)
        : ({ kind: 'verified', status: 200, body: {} } as const)
    expect(await tokens.withToken(refusedOnce)).toMatchObject({ kind: 'verified' })
    expect(forced).toEqual(['lanzhou'])
  })
})
