import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CompaniesAnswer } from '../../contract/company'
import { readyAnswer } from '../../contract/ready'
import { keyFolder } from '../../sandbox/keys/merchants'
import { prepareSandbox } from '../../sandbox/prepare'
import { createChannelClocks } from '../../server/adapters/system/channelClocks'
import { type RunningServer, startServer } from '../../server/main'
import { openMerchants } from '../../server/merchants'
import { openBase } from '../../server/wiring/base'
import { composeReadiness } from '../../server/wiring/readiness'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { heatpay } from '../support/heatpay'
import { heatpayHere } from '../support/heatpayHere'
import { productionOf, settingsOf } from '../support/production'

/** What others than its owner may do with each file and folder below one, where they may anything. */
function openToOthers(folder: string): string[] {
  const all = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]
  return all.filter((name) => (statSync(path.join(folder, name)).mode & 0o077) !== 0)
}

/** Somebody's, on another machine. */
const anySandbox = mkdtempSync(path.join(tmpdir(), 'heatpay-sandbox-'))
beforeAll(() => {
  prepareSandbox(anySandbox)
})
afterAll(() => rmSync(anySandbox, { recursive: true, force: true }))

onEachEngine('a production server', (newPlace) => {
  let place: EmptyPlace
  let environment: Record<string, string>
  let server: RunningServer | undefined
  beforeEach(async () => {
    place = await newPlace('bare')
    environment = await productionOf(place)
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
    await place.remove()
    rmSync(environment.MERCHANTS_DIR ?? '', { recursive: true, force: true })
  })
  const begin = async () => {
    server = await startServer(settingsOf(environment))
    return server.url
  }

  test('is ready, and tells a probe what it does not do', async () => {
    const url = await begin()
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    const response = await fetch(`${url}/readyz`)
    expect(response.status).toBe(200)
    const { ready, off } = readyAnswer.parse(await response.json())
    expect(ready).toBe(true)
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    expect(off).toContainEqual({ what: 'invoices', company: null, why: 'no provider of invoices is configured' })
    // Each company's own file says what is missing for real invoices: all of it at once.
    expect(off).toContainEqual({
      what: 'invoices',
      company: 'lanzhou',
      why: expect.stringMatching(/^no real invoices: its seller is one for tests; there is no tax code for /),
    })
    const without = off.filter(({ what }) => what === 'wechat').map(({ company }) => company)
    expect(without.sort()).toEqual(['baoji', 'beijing', 'binzhou', 'tangshan'])
  })

  test('tells residents of each company what to do instead of asking for an invoice', async () => {
    const url = await begin()
    const { mode, companies } = (await (await fetch(`${url}/api/companies`)).json()) as CompaniesAnswer
    expect(mode).toBe('production')
    const told = Object.fromEntries(companies.map(({ id, invoicesOff }) => [id, invoicesOff]))
    expect(told.beijing).toBe('暂不能在线开票，请携带缴费凭证到营业厅，或拨打 96069 开具发票。')
    expect(told.lanzhou).toBe('暂不能在线开票，请携带缴费凭证到营业厅开具发票。')
  })

  test('is not ready once its database does not answer, while it still lives', async () => {
    const settings = settingsOf(environment)
    const base = await openBase(settings)
    const { ready } = composeReadiness(base, openMerchants(base))
    expect(await ready()).toMatchObject({ ready: true })
    await base.close()
    expect(await ready()).toMatchObject({
      ready: false,
      off: [{ what: 'database' }, ...Array(6).fill({ what: 'invoices' }), ...Array(8).fill({})],
    })
  })

  test('takes no request with a full disk, a clock that is off, or a database without its tables', async () => {
    const base = await openBase(settingsOf(environment))
    const clocks = createChannelClocks()
    const failing = async (diskMinMb = 0) => {
      const of = { ...base, settings: { ...base.settings, diskMinMb } }
      const { ready, checks } = await composeReadiness(of, openMerchants(base), { clocks }).ready()
      const failed = checks.filter(({ ok, needed }) => needed && !ok).map(({ check, says }) => `${check}: ${says}`)
      expect(ready).toBe(failed.length === 0)
      return failed
    }
    expect(await failing()).toEqual([])
    expect(await failing(1e9)).toEqual([expect.stringMatching(/^disk: \d+ MB are free, 1000000000 are needed/)])
    clocks.heard('wechat', new Date(Date.now() + 360_000).toUTCString())
    expect(await failing()).toEqual([expect.stringMatching(/^clock: 3\d\d s behind the channels’: channels refuse us/)])
    clocks.heard('alipay', new Date().toUTCString())
    expect(await failing()).toEqual([])
    await base.database.writer.query('DELETE FROM migrations WHERE id = 1')
    expect(await failing()).toEqual([expect.stringContaining('migrations: some are missing')])
    await base.close()
  })

  test('keeps its files to its own user, and closes those that an earlier version left open', async () => {
    const data = path.join(place.folder, 'data')
    const before = process.umask(0o022)
    mkdirSync(data)
    if (place.place.engine === 'sqlite') writeFileSync(place.place.file, '')
    chmodSync(data, 0o755)
    process.umask(before)
    await begin()
    const files = place.place.engine === 'sqlite' ? ['', '-wal', '-shm'].map((end) => `${place.databaseUrl}${end}`) : []
    for (const file of files) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
    expect(openToOthers(data)).toEqual([])
  })

  test('and so does a command, for what it makes and what it is told to write', async () => {
    const out = path.join(place.folder, 'report.xlsx')
    const env = { HEATPAY_MODE: 'production', ...environment, DATA_DIR: path.join(place.folder, 'data') }
    const { code, stderr } = await heatpay(
      { ...place, folder: env.DATA_DIR, env },
      ...['report', 'daily', '--company', 'lanzhou', '--from', '2026-11-01', '--to', '2026-11-02', '--out', out],
    )
    expect([code, stderr]).toEqual([0, ''])
    expect(statSync(out).mode & 0o777).toBe(0o600)
    expect(openToOthers(env.DATA_DIR)).toEqual([])
    if (place.place.engine === 'sqlite') expect(statSync(place.place.file).mode & 0o777).toBe(0o600)
    const unsaid = { ...env, HEATPAY_MODE: '' }
    const refused = await heatpay({ ...place, folder: env.DATA_DIR, env: unsaid }, 'seed-demo')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('say HEATPAY_MODE=production') })
    expect(existsSync(path.join(env.DATA_DIR, 'sandbox'))).toBe(false)
  })

  test('a sandbox’s day, with the files of its channels, is its user’s alone too', async () => {
    const before = process.umask(0o022)
    prepareSandbox(place.folder)
    const day = ['--company', 'lanzhou', '--date', '2026-11-20']
    const out = path.join(place.folder, 'day')
    const made = await heatpayHere(place, 'simulate', ...day, '--payments', '20', '--seed', '1', '--out', out)
    expect(made).toMatchObject({ code: 0 })
    const bill = path.join(out, 'wechat-trade.csv.gz')
    expect(await heatpayHere(place, 'reconcile', ...day, '--channel', 'wechat', '--bill', bill)).toMatchObject({
      code: 0,
    })
    process.umask(before)
    expect(readdirSync(path.join(place.folder, 'bills'))).not.toEqual([])
    expect(openToOthers(place.folder)).toEqual([])
  })

  test.each([
    ['wechat-pubkey.pub', 'wechat-pubkey.pub'],
    ['wechat-platform.crt', 'wechat-platform.crt'],
    ['wechat-platform.pub', 'wechat-pubkey.pub'],
    ['alipay-platform.pub', 'alipay-platform.pub'],
  ])('does not start with any sandbox’s %s as its %s, and names the file', async (of, as) => {
    const folder = path.join(environment.MERCHANTS_DIR ?? '', 'lanzhou')
    cpSync(path.join(keyFolder(anySandbox), of), path.join(folder, as))
    await expect(startServer(settingsOf(environment))).rejects.toThrow(`${folder} holds a sandbox's keys: ${as}`)
    expect(existsSync(environment.DATA_DIR ?? '')).toBe(false)
  })
})
