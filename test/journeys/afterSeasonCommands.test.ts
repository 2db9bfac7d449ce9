import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareSandbox } from '../../sandbox/prepare'
import { readSettings } from '../../server/settings'
import { openBase } from '../../server/wiring/base'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { heatpayHere as heatpay, heatpayAs } from '../support/heatpayHere'
import { codeNow, hire } from '../support/staff'

onEachEngine('after the season, on the command line', (newPlace) => {
  let place: EmptyPlace
  beforeEach(async () => {
    place = await newPlace()
  })
  afterEach(() => place.remove())

  const setDay = (day: string) => {
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse(`${day}T10:00:00+08:00`) - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
  }
  const file = (name: string, lines: readonly string[]): string => {
    const at = path.join(place.folder, name)
    writeFileSync(at, lines.join('\n'))
    return at
  }
  /** One after the other: a code is good once, so that everybody does one thing. */
  async function as(login: string, ...words: string[]) {
    const base = await openBase(readSettings({ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl }))
    const code = codeNow(base)
    await base.close()
    return heatpayAs(place, { login, lines: ['correct horse battery', code] }, ...words)
  }
  async function staff(): Promise<void> {
    const base = await openBase(readSettings({ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl }))
    for (const name of ['one', 'two', 'three', 'four'])
      await hire(base, `clerk.${name}`, 'accountant', { staffNumber: 'e1' })
    await hire(base, 'clerk.as-manager', 'manager', { staffNumber: 'e1' })
    for (const name of ['one', 'two']) await hire(base, `boss.${name}`, 'manager', { staffNumber: 'm1' })
    await base.close()
  }
  async function statuses(): Promise<string[]> {
    const base = await openBase(readSettings({ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl }))
    const page = await base.database.read.settlements.page({ company: 'binzhou', season: '2025-2026' }, '', 10)
    await base.close()
    return page.map(({ status }) => status)
  }
  const of = ['--company', 'binzhou', '--season', '2025-2026']

  test('readings, settlement, publication, payout, carry-over: says what it did, or exits with 1', async () => {
    prepareSandbox(place.folder)
    setDay('2025-10-08')
    await staff()
    const homes = ['37160001', '37160002'].map((code) => `${code},李演示,滨商家园,residential,metered,100`)
    const households = file('households.csv', ['userCode,owner,estate,use,billing,buildingArea', ...homes])
    expect((await heatpay(place, 'import-households', '--company', 'binzhou', '--file', households)).code).toBe(0)
    expect((await heatpay(place, 'open-bills', ...of)).code).toBe(0)

    const readings = (...rows: string[]) => file('readings.csv', ['userCode,quantity,unit', ...rows])
    const early = await heatpay(place, 'settle', ...of)
    expect([early.code, early.stderr]).toEqual([1, 'season-not-over: 这个采暖季到 2026-03-15 结束，结束后才能办理。\n'])

    setDay('2026-05-20')
    const wrong = readings('37160001,10000,kWh', '37160002,abc,kWh')
    const refused = await heatpay(place, 'import-readings', ...of, '--file', wrong)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('row 3: 用热量（quantity）：应为不小于 0、最多三位小数的数')
    const right = readings('37160001,10000,kWh', '37160002,15000,kWh')
    const imported = await heatpay(place, 'import-readings', ...of, '--file', right, '--json')
    expect(JSON.parse(imported.stdout)).toEqual({ imported: 2, corrected: 0, unchanged: 0, otherCompanies: 0 })

    const settled = await heatpay(place, 'settle', ...of, '--json')
    expect(settled.stderr).toContain('2/2 households')
    expect(JSON.parse(settled.stdout)).toMatchObject({ settled: 2, withoutSettlement: [] })
    const tooEarly = await as('clerk.one', 'publish-settlements', ...of)
    expect([tooEarly.code, tooEarly.stdout]).toEqual([1, ''])
    expect(tooEarly.stderr).toContain('outside-window')

    setDay('2026-05-21')
    const published = await as('clerk.two', 'publish-settlements', ...of, '--json')
    const { approvalId, payloadHash, summary } = JSON.parse(published.stdout)
    expect(summary).toContain('2 户的结算结果')
    expect(await statuses()).toEqual(['worked-out', 'worked-out'])
    const himself = await as('clerk.as-manager', 'approve', approvalId, '--hash', payloadHash)
    expect([himself.code, himself.stderr]).toEqual([1, expect.stringContaining('maker-is-checker')])
    expect(await statuses()).toEqual(['worked-out', 'worked-out'])
    expect((await as('boss.one', 'approve', approvalId, '--hash', payloadHash)).code).toBe(0)
    expect(await statuses()).toEqual(['published', 'published'])
    const nobody = await as('clerk.three', 'payout-batch', ...of)
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('nothing-to-pay-out')])
    expect(JSON.parse((await heatpay(place, 'payout-list', '--company', 'binzhou', '--json')).stdout)).toEqual({
      batches: [],
    })
    const result = ['import-payout-result', '--company', 'binzhou', '--file']
    expect((await heatpay(place, ...result, path.join(place.folder, 'res_none.txt'))).code).toBe(1)
    const odd = file('res_20260705_001.txt', ['P|1|1|1|1', '########', ''])
    expect((await heatpay(place, ...result, odd)).stderr).toContain('首行为 1、1、1、1')

    setDay('2026-09-15')
    const carried = JSON.parse((await as('clerk.four', 'carry-over', ...of, '--json')).stdout)
    // Nobody had paid: the refund lowered the debt, and nothing is left to merge before the next bills.
    expect(carried).toMatchObject({ amountFen: null, summary: expect.stringContaining('0 户共 0.00 元') })
    expect((await as('boss.two', 'approve', carried.approvalId, '--hash', carried.payloadHash)).code).toBe(0)
    expect((await heatpay(place, 'open-bills', '--company', 'binzhou', '--season', '2026-2027')).code).toBe(0)
    expect((await heatpay(place, 'verify-ledger')).code).toBe(0)
  })

  test('wrong usage is exit code 2, and each command explains itself', async () => {
    expect((await heatpay(place, 'settle', '--company', 'binzhou')).code).toBe(2)
    for (const command of [
      'import-readings',
      'settle',
      'publish-settlements',
      'payout-batch',
      'carry-over',
      'payout-exchange',
    ]) {
      const help = await heatpay(place, command, '--help')
      expect([command, help.code]).toEqual([command, 0])
      expect(help.stdout).toContain('--json')
    }
  })
})
