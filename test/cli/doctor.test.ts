import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import mysql from 'mysql2/promise'
import { prepareSandbox } from '../../sandbox/prepare'
import { examineChannels, judgeDays } from '../../server/doctor/channels'
import { examineDatabase, rights } from '../../server/doctor/database'
import type { Finding } from '../../server/doctor/finding'
import { examineBanks, examineDisk, examineKeys } from '../../server/doctor/machine'
import { readSettings } from '../../server/settings'
import { emptyPlace, onEachEngine } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { PROJECT } from '../support/ports'
import { openShop, productionOf, settingsOf } from '../support/production'

const NOW = Date.parse('2026-11-21T00:00:00Z')

const of = (findings: readonly Finding[], check: string) => findings.find((one) => one.check.startsWith(check))

describe('heatpay doctor', () => {
  test('of a sandbox finds nothing at fault; one JSON document, an exit code by its faults', async () => {
    const place = await emptyPlace('sqlite')
    prepareSandbox(place.folder)
    const { code, stdout, stderr } = await heatpayHere(place, 'doctor', '--json')
    const { checks } = JSON.parse(stdout) as { checks: Finding[] }
    for (const check of [
      'settings',
      'start',
      'database',
      'migrations',
      'guards',
      'keys',
      'disk',
      'DATA_DIR',
      'node',
      'time zone',
      'font',
      'alarms',
    ])
      expect([check, of(checks, check)?.standing]).toEqual([check, 'ok'])
    // No sandbox runs here.
    expect(of(checks, 'clock: wechat')).toMatchObject({
      standing: 'warning',
      says: expect.stringContaining('was not reached'),
    })
    const faults = checks.filter(({ standing }) => standing === 'fault')
    // Pages may not be built where this test runs.
    expect(faults.filter(({ check }) => check !== 'pages')).toEqual([])
    expect([code, stderr]).toEqual(faults.length > 0 ? [1, '1 fault\n'] : [0, ''])
    for (const { standing, todo } of checks) expect(todo === null).toBe(standing === 'ok')
    await place.remove()
  })

  test('names a wrong setting, and says what a start would refuse', async () => {
    const place = await emptyPlace('sqlite')
    prepareSandbox(place.folder)
    process.env.TRUSTED_PROXIES = 'many'
    const wrong = await heatpayHere(place, 'doctor')
    delete process.env.TRUSTED_PROXIES
    expect(wrong).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/FAULT.*settings: TRUSTED_PROXIES.*\n.*→ docs/),
    })
    process.env.FIELD_KEYS = Buffer.alloc(5).toString('base64')
    const key = await heatpayHere(place, 'doctor')
    delete process.env.FIELD_KEYS
    expect(key.stdout).toContain('each key must be 32 bytes')
    await place.remove()
  })

  test('hears by the channels’ Date that our clock is off', async () => {
    let date = NOW
    const channel = createServer((_, response) => {
      response.setHeader('date', new Date(date).toUTCString())
      response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve))
    const settings = readSettings({ SANDBOX_PORT: String((channel.address() as AddressInfo).port) }, PROJECT)
    const standing = async () => (await examineChannels(settings, () => NOW)).map((one) => one.standing)
    expect(await standing()).toEqual(['ok', 'ok'])
    date = NOW - 45_000
    expect(await standing()).toEqual(['warning', 'warning'])
    date = NOW + 360_000
    expect(await examineChannels(settings, () => NOW)).toContainEqual(
      expect.objectContaining({
        check: 'clock: alipay',
        standing: 'fault',
        says: expect.stringMatching(/36\d s behind/),
      }),
    )
    await new Promise((resolve) => channel.close(resolve))
  })

  test('says when a certificate ends, which keys others can read, and which bank is not reached', async () => {
    expect([-1, 6, 29, 30].map((days) => judgeDays('x', 'it', days).standing)).toEqual([
      'fault',
      'fault',
      'warning',
      'ok',
    ])
    const place = await emptyPlace('sqlite')
    const production = await productionOf(place)
    const settings = settingsOf(production)
    const folder = production.MERCHANTS_DIR ?? ''
    openShop(folder, 'baoji')
    for (const company of ['lanzhou', 'baoji']) chmodSync(path.join(folder, company, 'wechat-merchant.key'), 0o644)
    expect(
      of(
        examineKeys(settings, () => NOW),
        'keys',
      ),
    ).toMatchObject({ standing: 'fault', todo: `chmod -R go= ${folder}` })
    expect(await examineBanks(settings)).toEqual([expect.objectContaining({ standing: 'ok', says: 'none is set up' })])
    const bank = {
      company: 'beijing',
      bank: 'icbc',
      host: '127.0.0.1',
      port: 9,
      user: 'h',
      passwordFile: 'p',
      folder: '/',
    }
    writeFileSync(path.join(folder, 'p'), 'secret')
    writeFileSync(
      path.join(folder, 'bank-inbox.json'),
      JSON.stringify({ places: [{ ...bank, hostKey: `SHA256:${'A'.repeat(43)}` }] }),
    )
    expect(await examineBanks(settings)).toEqual([
      expect.objectContaining({ check: 'bank’s folder: beijing/icbc', standing: 'fault', says: 'ECONNREFUSED' }),
    ])
    expect(of(await examineDisk({ ...settings, diskMinMb: 1e9 }), 'disk')?.standing).toBe('fault')
    expect(of(await examineDisk(settings), 'AUDIT_HEAD_COPY')?.standing).toBe('warning')
    rmSync(folder, { recursive: true })
    await place.remove()
  })

  test('judges rights as the server lists them', () => {
    const on = 'ON `heatpay`.* TO `h`@`%`'
    expect(rights([`GRANT ALL PRIVILEGES ${on}`]).standing).toBe('ok')
    expect(rights([`GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, INDEX, ALTER ${on}`])).toMatchObject({
      standing: 'warning',
      says: 'the account lacks TRIGGER',
    })
    expect(rights(['GRANT USAGE ON *.* TO `h`@`%`', `GRANT SELECT, INSERT ${on}`])).toMatchObject({
      standing: 'fault',
      says: 'the account lacks UPDATE, DELETE, CREATE, ALTER, INDEX, DROP',
    })
  })
})

onEachEngine(
  'heatpay doctor of a MariaDB',
  (newPlace) => {
    test('finds what an account may not, how it commits, and that it does not answer', async () => {
      const place = await newPlace()
      const url = new URL(place.databaseUrl)
      const at = (user: string) => readSettings({ DATABASE_URL: `mysql://${user}@${url.host}${url.pathname}` }, PROJECT)
      const root = await examineDatabase(at('root'))
      expect(of(root, 'database')?.says).toContain('MariaDB')
      for (const check of ['collation', 'rights', 'migrations', 'guards'])
        expect([check, of(root, check)?.standing]).toEqual([check, 'ok'])
      const admin = await mysql.createConnection(place.databaseUrl)
      const user = `d_${process.pid}`
      await admin.query(`CREATE USER ${user}@'127.0.0.1'`)
      await admin.query(`GRANT SELECT ON ${url.pathname.slice(1)}.* TO ${user}@'127.0.0.1'`)
      const [[before]] = (await admin.query('SELECT @@innodb_flush_log_at_trx_commit AS mode')) as unknown as [
        { mode: number }[],
      ]
      try {
        expect(of(await examineDatabase(at(user)), 'rights')).toMatchObject({ standing: 'fault' })
        await admin.query('SET GLOBAL innodb_flush_log_at_trx_commit = 2')
        expect(of(await examineDatabase(at('root')), 'durability')).toMatchObject({ standing: 'fault' })
        await admin.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1')
        expect(of(await examineDatabase(at('root')), 'durability')?.standing).not.toBe('fault')
      } finally {
        await admin.query(`SET GLOBAL innodb_flush_log_at_trx_commit = ${before?.mode}`)
        await admin.query(`DROP USER ${user}@'127.0.0.1'`)
        await admin.end()
      }
      const away = await examineDatabase(
        readSettings({ DATABASE_URL: 'mysql://h:geheim@127.0.0.1:9/heatpay' }, PROJECT),
      )
      expect(away).toEqual([expect.objectContaining({ check: 'database', standing: 'fault' })])
      expect(JSON.stringify(away)).not.toContain('geheim')
      await place.remove()
    })
  },
  ['mariadb'],
)
