import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareSandbox } from '../../../sandbox/prepare'
import { createChannelClocks } from '../../../server/adapters/system/channelClocks'
import { certificateEnds } from '../../../server/adapters/watch/certificates'
import { watchMachine } from '../../../server/adapters/watch/machine'
import { createRobot } from '../../../server/adapters/watch/robot'
import { emptyPlace } from '../../support/engines'
import { enter, startWorld } from '../../support/world'

const NOW = 1_795_000_000_000

describe('a group’s robot', () => {
  const heard: { url: URL; body: unknown }[] = []
  let answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  const server = createServer(async (request: IncomingMessage, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    heard.push({ url: new URL(request.url ?? '', 'http://robot'), body: JSON.parse(Buffer.concat(parts).toString()) })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  })
  let base = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  beforeEach(() => {
    heard.length = 0
    answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }
  })

  test('of 企业微信 is given a text by its key', async () => {
    const robot = createRobot({ url: `${base}/cgi-bin/webhook/send?key=693a`, secret: undefined, now: () => NOW })
    expect(await robot('热缴通\n磁盘')).toBeUndefined()
    expect(heard[0]?.url.href).toBe('http://robot/cgi-bin/webhook/send?key=693a')
    expect(heard[0]?.body).toEqual({ msgtype: 'text', text: { content: '热缴通\n磁盘' } })
  })

  test('of 钉钉 is given the signed time, too', async () => {
    const robot = createRobot({ url: `${base}/robot/send?access_token=ab`, secret: 'SECdef', now: () => NOW })
    expect(await robot('x')).toBeUndefined()
    const query = heard[0]?.url.searchParams
    expect(query?.get('access_token')).toBe('ab')
    expect(query?.get('timestamp')).toBe(String(NOW))
    expect(query?.get('sign')).toBe(createHmac('sha256', 'SECdef').update(`${NOW}\nSECdef`).digest('base64'))
  })

  test('that refuses, or is not there, is told why, without its secret address', async () => {
    const robot = createRobot({ url: `${base}/robot/send?access_token=geheim`, secret: undefined, now: () => NOW })
    answer = { status: 200, body: '{"errcode":310000,"errmsg":"keywords not in content"}' }
    expect(await robot('x')).toBe('the robot refused it: HTTP 200, errcode 310000 keywords not in content')
    answer = { status: 502, body: 'Bad Gateway' }
    expect(await robot('x')).toMatch(/^the robot was not reached: SyntaxError$/)
    const nobody = createRobot({ url: 'http://127.0.0.1:9/send?key=geheim', secret: undefined, now: () => NOW })
    expect(await nobody('x')).toBe('the robot was not reached: ECONNREFUSED')
  })
})

describe('a process of a server', () => {
  test('knows when the merchants’ certificates end, and which tokens were forced within a day', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-certificates-'))
    const made = path.join(folder, 'made')
    prepareSandbox(made)
    const merchants = path.join(made, 'sandbox')
    const [found] = certificateEnds(merchants).filter(({ file }) => file === 'wechat-platform.crt')
    expect(found).toMatchObject({ company: 'keys', endsAt: expect.any(Number) })
    expect(found?.endsAt).toBeGreaterThan(Date.now())
    mkdirSync(path.join(merchants, 'other'))
    writeFileSync(path.join(merchants, 'other', 'wechat-platform.crt'), 'no certificate')
    expect(certificateEnds(merchants).filter(({ company }) => company === 'other')).toEqual([])
    expect(certificateEnds(path.join(folder, 'nowhere'))).toEqual([])
    let now = NOW
    const machine = watchMachine({ merchantsDir: merchants, dataDir: folder }, createChannelClocks(), () => now)
    machine.forcedToken('lanzhou')
    now += 23 * 3_600_000
    machine.forcedToken('lanzhou')
    expect(machine.forcedTokens()).toEqual([{ company: 'lanzhou', count: 2 }])
    now += 2 * 3_600_000
    expect(machine.forcedTokens()).toEqual([{ company: 'lanzhou', count: 1 }])
    rmSync(folder, { recursive: true })
  })

  test('shows at /metrics what it measures, and hears both channels’ clocks with each answer', async () => {
    const place = await emptyPlace('sqlite')
    const world = await startWorld(place)
    try {
      for (const channel of ['wechat', 'alipay'] as const) await enter(world, 'lanzhou', channel, 'looks at the clock')
      const { text } = await world.call('GET', '/metrics')
      expect(text).toContain('heatpay_database_up 1')
      expect(text).toContain('heatpay_days_unclosed{company="lanzhou"} 0')
      for (const channel of ['wechat', 'alipay']) {
        const [, off] = new RegExp(`heatpay_clock_off_seconds{channel="${channel}"} (\\d+)`).exec(text) ?? []
        expect([channel, Number(off)]).toEqual([channel, expect.any(Number)])
        expect(Number(off)).toBeLessThan(60)
      }
      expect(text).toMatch(/heatpay_disk_free_megabytes \d+/)
    } finally {
      await world.stop()
      await place.remove()
    }
  })
})
