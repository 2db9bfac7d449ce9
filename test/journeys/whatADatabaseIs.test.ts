import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../../server/adapters/db/database'
import { inspectDatabase } from '../../server/adapters/db/inspectDatabase'
import { createSealing } from '../../server/adapters/system/secrets'
import { startServer } from '../../server/main'
import { BadSettings, type Settings } from '../../server/settings'
import { openBase } from '../../server/wiring/base'
import { openThreeBills } from '../support/books'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { fiveCompanies } from '../support/ports'
import { OWN_SECRETS, productionOf, settingsOf } from '../support/production'

/** All files below a folder with what is in them. */
function filesOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(folder, name)
      const isFile = statSync(file).isFile()
      return [name, isFile ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'folder']
    }),
  )
}

const refusal = (started: Promise<unknown>) =>
  started.then(
    () => 'started',
    (error: unknown) => (error instanceof BadSettings ? error.message : Promise.reject(error)),
  )

const openAndClose = async (settings: Settings) => (await openBase(settings)).close()
const serve = async (settings: Settings) => (await startServer(settings)).close()

onEachEngine('a database knows what it is', (newPlace) => {
  let place: EmptyPlace
  let production: Record<string, string>
  beforeEach(async () => {
    place = await newPlace('bare')
    production = await productionOf(place)
  })
  afterEach(async () => {
    await place.remove()
    rmSync(`${place.folder}-merchants`, { recursive: true, force: true })
  })
  const rowsIn = async (table: string) => {
    const database = await openDatabase(place.place, createSealing([Buffer.from(OWN_SECRETS.FIELD_KEYS, 'base64')]))
    const [{ n }] = await database.writer.query(`SELECT COUNT(*) AS n FROM ${table}`)
    await database.close()
    return Number(n)
  }
  const sandboxed = (more: Record<string, string> = {}) =>
    settingsOf({
      DATA_DIR: path.join(place.folder, 'sand'),
      DATABASE_URL: place.databaseUrl,
      DEMO_DATA: 'off',
      ...more,
    })

  test('production’s is refused without the mode, and with that of a sandbox: nothing is written', async () => {
    await serve(settingsOf(production))
    const before = filesOf(place.folder)
    for (const settings of [
      settingsOf(production, 'HEATPAY_MODE'),
      sandboxed(),
      sandboxed({ DEMO_DATA: 'on' }),
      sandboxed({ HEATPAY_MODE: 'sandbox' }),
    ]) {
      const said = settings.modeSaid ? 'no sandbox works on it' : 'say HEATPAY_MODE=production'
      expect(await refusal(startServer(settings))).toContain(said)
      expect(await refusal(openBase(settings))).toContain(said)
    }
    expect(filesOf(place.folder)).toEqual(before)
    expect(await rowsIn('households')).toBe(0)
    expect(await rowsIn('staff')).toBe(0)
    expect(await refusal(serve(settingsOf(production)))).toBe('started')
  })

  test('a sandbox’s stays one, without demo data too', async () => {
    await openAndClose(sandboxed())
    expect(await refusal(startServer(settingsOf(production)))).toContain('DATABASE_URL: this database was a sandbox’s')
    expect(await refusal(openBase(settingsOf(production)))).toContain('production needs an empty one')
    expect(existsSync(path.join(place.folder, 'data'))).toBe(false)
    expect(await refusal(openAndClose(sandboxed()))).toBe('started')
  })

  test('one of before is judged by what it holds', async () => {
    const sealing = createSealing([Buffer.from(OWN_SECRETS.FIELD_KEYS, 'base64')])
    const database = await openDatabase(place.place, sealing)
    const forget = () => database.writer.query('DROP TABLE installation')
    const found = () => inspectDatabase(place.place)
    expect(await found()).toEqual({ noted: undefined, sandboxBecause: undefined, filled: false, sealed: [] })
    const clock = { now: () => 1, today: () => '2026-11-21' }
    let number = 0
    const ids = { next: () => `ID${++number}` } as never
    await openThreeBills({ database, clock, ids, rulebooks: fiveCompanies(), place, sourceName: () => '' } as never)
    await forget()
    await database.writer.query("DELETE FROM migrations WHERE name LIKE 'KeepIdentity%'")
    expect(await found()).toMatchObject({ noted: undefined, sandboxBecause: undefined, filled: true })
    const before = await database.writer.query('SELECT COUNT(*) AS n FROM migrations')
    expect(await refusal(openBase(settingsOf(production, 'HEATPAY_MODE')))).toContain('does not say whose')
    expect(await database.writer.query('SELECT COUNT(*) AS n FROM migrations')).toEqual(before)
    const pay = (source: string, transactionId: string) =>
      database.writer.query(
        `INSERT INTO payments (id, company, source, transaction_id, amount_fen, paid_at, paid_on, outcome, refunded_fen, refund_parts, recorded_at)
         VALUES ('${transactionId.slice(-20)}', 'lanzhou', '${source}', '${transactionId}', 100, 1, '2026-11-21', 'suspense', 0, 0, 1)`,
      )
    await pay('wechat', '4200002999202611213871029456')
    await pay('alipay', '2026112122001400009871029456')
    expect(await found()).toMatchObject({ sandboxBecause: undefined })
    await pay('alipay', '2026112122001400000000000012')
    expect(await found()).toMatchObject({ sandboxBecause: 'holds money of a sandbox' })
    await database.writer.query("DELETE FROM payments WHERE source = 'alipay'")
    await pay('wechat', '4200002999202611210000000003')
    expect(await refusal(openBase(settingsOf(production)))).toContain('this database holds money of a sandbox')
    await database.writer.query("DELETE FROM payments WHERE source = 'wechat'")
    await database.close()
    expect(await refusal(openAndClose(settingsOf(production)))).toBe('started')
    expect(await found()).toMatchObject({ noted: 'production' })
  })

  test('nothing is written before all settings are judged', async () => {
    const good = settingsOf(production)
    const merchants = path.join(good.merchantsDir ?? '', 'lanzhou', 'merchant.json')
    const kept = readFileSync(merchants, 'utf8')
    writeFileSync(merchants, '{"wechat":{}}')
    expect(await refusal(startServer(good))).toContain('MERCHANTS_DIR: ')
    rmSync(merchants)
    expect(await refusal(startServer(good))).toContain('no merchant of any company')
    writeFileSync(merchants, kept)
    writeFileSync(path.join(good.merchantsDir ?? '', 'bank-inbox.json'), '{"places":[{}]}')
    expect(await refusal(startServer(good))).toContain('bank-inbox.json')
    expect(existsSync(good.dataDir)).toBe(false)
    expect(await inspectDatabase(place.place)).toMatchObject({ noted: undefined, filled: false })
    if (place.place.engine === 'sqlite') expect(existsSync(place.place.file)).toBe(false)
  })

  test('field keys that do not open what is there are refused at the start, homes or none', async () => {
    await openAndClose(settingsOf(production))
    const other = Buffer.from(OWN_SECRETS.FIELD_KEYS, 'base64').reverse().toString('base64')
    const wrong = settingsOf({ ...production, FIELD_KEYS: other })
    expect(await refusal(startServer(wrong))).toContain('FIELD_KEYS: this database holds data that none of them opens')
    const both = settingsOf({ ...production, FIELD_KEYS: `${other},${OWN_SECRETS.FIELD_KEYS}` })
    expect(await refusal(openAndClose(both))).toBe('started')
  })
})
