import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { wechatClient } from '../support/sandbox/wechatClient'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ machineNow: () => Date.parse('2026-11-21T12:00:00+08:00') })
  await wechatClient(sandbox, 'lanzhou').order({ out_trade_no: 'HPPAGE000001' })
})
afterAll(() => sandbox.remove())
beforeEach(() => sandbox.clock.setOffset(0))

const get = async (page: string) => (await fetch(`${sandbox.url}/sandbox/${page}`)).text()
const act = async (name: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${sandbox.url}/sandbox/act/${name}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
    headers,
  })
  return { status: answer.status, location: answer.headers.get('location') }
}

describe("the sandbox's pages", () => {
  it('show an order and pay it', async () => {
    const page = await get('')
    expect(page).toContain('HPPAGE000001')
    expect(page).toContain('1,116.63')
    const id = /name="id" value="(\d+)"/.exec(page)?.[1] ?? ''
    expect(await act('pay', { id, forced: '0' })).toEqual({ status: 303, location: '../?done=paid' })
    expect(await get('?done=paid')).toContain('已代居民支付')
    expect(await act('pay', { id, forced: '0' })).toMatchObject({ location: '../?done=refused' })
  })

  it('show notifications with their deliveries, and send one again', async () => {
    await sandbox.tick()
    const page = await get('notifications')
    expect(page).toContain('TRANSACTION.SUCCESS')
    expect(page).toContain('ECONNREFUSED')
    const id = /name="id" value="([\w-]{36})"/.exec(page)?.[1] ?? ''
    expect(await act('resend', { id })).toMatchObject({ location: '../notifications?done=resent' })
  })

  it('switch a fault on and off', async () => {
    await act('fault', {
      name: 'loseNotifications',
      on: '1',
      count: '3',
      rate: '',
      value: '',
      channel: 'wechat',
      company: '',
    })
    const { body } = await sandbox.api('GET', 'faults')
    expect(body.switches).toMatchObject({ loseNotifications: { setting: { count: 3, channel: 'wechat' } } })
    expect(await get('faults')).toContain('现在打开 <b>1</b> 个')
    expect(await act('fault', { name: 'error500', on: '1', rate: '7' })).toMatchObject({
      location: '../faults?done=invalid',
    })
    await act('fault-reset', {})
    expect(await get('faults')).toContain('现在打开 <b>0</b> 个')
  })

  it('set the clock for everybody', async () => {
    await act('clock', { to: 'next-morning' })
    expect((await sandbox.api('GET', 'clock')).body).toMatchObject({ beijing: '2026-11-22T10:05:00+08:00' })
    await act('clock', { at: '2025-11-15T08:00' })
    expect((await sandbox.api('GET', 'clock')).body).toMatchObject({ beijing: '2025-11-15T08:00:00+08:00' })
    await act('clock', { advance: '60000' })
    expect((await sandbox.api('GET', 'clock')).body).toMatchObject({ beijing: '2025-11-15T08:01:00+08:00' })
    expect(await act('clock', { at: '1999-01-01T00:00' })).toMatchObject({ location: '../clock?done=far' })
    expect(await act('clock', { at: 'soon' })).toMatchObject({ location: '../clock?done=far' })
    await act('clock', { to: 'real' })
    expect((await sandbox.api('GET', 'clock')).body).toMatchObject({ offsetMs: 0 })
  })

  it("hand out a day's bills, and take a payment at the bank's counter", async () => {
    const file = await fetch(
      `${sandbox.url}/sandbox/bill-file?company=lanzhou&channel=wechat&kind=trade&date=2026-11-21`,
    )
    expect(gunzipSync(Buffer.from(await file.arrayBuffer())).toString('utf8')).toContain('`HPPAGE000001,')
    expect(
      await act('bank', { company: 'lanzhou', userCode: '10002345', yuan: '12.34', on: '2026-11-21' }),
    ).toMatchObject({
      location: '../bills?done=entered',
    })
    expect(await act('bank', { company: 'lanzhou', userCode: '10002345', yuan: '0', on: '2026-11-21' })).toMatchObject({
      location: '../bills?done=invalid',
    })
    expect(await get('bills?company=lanzhou&date=2026-11-21')).toContain('12.34')
  })

  it('are not to be used from another site', async () => {
    expect(await act('fault-reset', {}, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await act('fault-reset', {}, { 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 303 })
  })

  it('say no more than they should about what is not there', async () => {
    expect((await fetch(`${sandbox.url}/sandbox/nothing`)).status).toBe(404)
    expect((await fetch(`${sandbox.url}/sandbox/act/pay`)).status).toBe(405)
    expect(
      (await fetch(`${sandbox.url}/sandbox/bill-file?company=lanzhou&channel=wechat&kind=trade&date=../..`)).status,
    ).toBe(400)
  })

  it('link only to what is beside them, so that they work behind a proxy', async () => {
    for (const page of ['', 'notifications', 'faults', 'clock', 'bills']) {
      expect(
        [...(await get(page)).matchAll(/(?:href|action|src)="([^"]*)"/g)]
          .map((match) => match[1])
          .filter((to) => to?.startsWith('/')),
      ).toEqual([])
    }
  })
})

describe('the clock', () => {
  const clockFile = () => JSON.parse(readFileSync(path.join(sandbox.dataDir, 'sandbox', 'clock.json'), 'utf8'))
  it('is written for the server to follow', async () => {
    await sandbox.api('PUT', 'clock', { advance: 86_400_000 })
    expect(clockFile()).toEqual({ offsetMs: 86_400_000 })
    await sandbox.api('PUT', 'clock', { advance: -86_400_000 })
    await sandbox.api('PUT', 'clock', { now: '2026-12-01T00:00:00' })
    expect(clockFile()).toEqual({ offsetMs: Date.parse('2026-12-01T00:00:00+08:00') - sandbox.clock.machineNow() })
    await sandbox.api('PUT', 'clock', { now: Date.parse('2026-12-02T00:00:00Z') })
    expect((await sandbox.api('GET', 'clock')).body).toMatchObject({ now: Date.parse('2026-12-02T00:00:00Z') })
  })
  it.each([{ advance: 1.5 }, { offsetMs: 4e14 }, { now: 'tomorrow' }, { advance: 1, offsetMs: 1 }, {}])(
    'refuses %j',
    async (body) => {
      expect(await sandbox.api('PUT', 'clock', body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    },
  )
  it('keeps its time over a restart', async () => {
    const first = await startTestSandbox()
    await first.api('PUT', 'clock', { offsetMs: 5000 })
    await first.close()
    const second = await startTestSandbox({ dataDir: first.dataDir })
    expect(second.clock.offsetMs()).toBe(5000)
    await second.remove()
  })

  it('takes a merchant of one’s own by a form, and says when his number is another’s', async () => {
    const { mchid } = sandbox.keys.merchant('lanzhou').wechat
    expect(await act('merchant', { id: 'shop', name: '某某商店', mchid })).toMatchObject({
      location: '../merchants?done=used',
    })
    expect(await act('merchant', { id: 'shop', name: '某某商店', mchid: 'x' })).toMatchObject({
      location: '../merchants?done=invalid',
    })
    expect(await act('merchant', { id: 'shop', name: '某某商店', mchid: '1900000109' })).toMatchObject({
      location: '../merchants?done=merchant',
    })
    const page = await get('merchants?done=merchant')
    expect(page).toContain('商户已登记')
    expect(page).toContain('1900000109')
  })
})
