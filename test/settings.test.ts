import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { areSandboxSecrets, readSecrets } from '../server/adapters/system/secrets'
import { BadSettings, readSettings } from '../server/settings'

const at = (DATABASE_URL: string) => readSettings({ DATABASE_URL }, '/nowhere').databaseUrl

describe('where the books are kept', () => {
  test('beside the other data when nothing is said, else where DATABASE_URL says', () => {
    expect(readSettings({ DATA_DIR: '/data' }, '/nowhere').databaseUrl).toBe(path.join('/data', 'heatpay.sqlite'))
    for (const url of ['mysql://heatpay:pw@db:3306/heatpay', 'mariadb://heatpay:pw@db/heatpay', '/srv/books.sqlite']) {
      expect(at(url)).toBe(url)
    }
  })

  test.each([
    'postgres://heatpay:pw@db/heatpay',
    'MYSQL://heatpay:pw@db/heatpay',
    'mysql:/heatpay:pw@db/heatpay',
    'mysqls://db/heatpay',
  ])('%s is no database of ours, and no new file of that name takes its place', (url) => {
    expect(() => at(url)).toThrow(BadSettings)
    expect(() => at(url)).toThrow(/DATABASE_URL: /)
    // A password in the address is nobody's to read in a log.
    expect(() => at(url)).not.toThrow(/pw@/)
  })
})

describe('production', () => {
  const own = {
    HEATPAY_MODE: 'production',
    PUBLIC_URL: 'https://pay.example.cn',
    RESIDENT_TOKEN_SECRET: '9f8e2c41d07b5a6399f8e2c41d07b5a63',
    FIELD_KEYS: 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=',
    MERCHANTS_DIR: '/srv/merchants',
  }

  test('starts with settings of its own', () => {
    expect(readSettings(own, '/nowhere').mode).toBe('production')
  })

  test.each([
    ['RESIDENT_TOKEN_SECRET', 'a'.repeat(40)],
    ['RESIDENT_TOKEN_SECRET', 'changemechangemechangemechangeme'],
    ['FIELD_KEYS', Buffer.alloc(32).toString('base64')],
    ['FIELD_KEYS', `${own.FIELD_KEYS},${Buffer.alloc(32, 'ab').toString('base64')}`],
  ])('refuses %s=%s, which chance has not made', (name, value) => {
    expect(() => readSettings({ ...own, [name]: value }, '/nowhere')).toThrow(BadSettings)
    expect(() => readSettings({ ...own, [name]: value }, '/nowhere')).toThrow(`${name}: production needs`)
  })

  test('tells the secrets that a sandbox made for itself from its own', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'heatpay-secrets-'))
    const mine = readSettings(own, '/nowhere')
    const given = { residentTokenSecret: own.RESIDENT_TOKEN_SECRET, fieldKeys: mine.fieldKeys }
    expect(areSandboxSecrets(folder, given)).toBe(false)
    const made = readSecrets(folder, { residentTokenSecret: undefined, fieldKeys: [] })
    expect(areSandboxSecrets(folder, given)).toBe(false)
    expect(areSandboxSecrets(folder, { ...given, residentTokenSecret: made.residentTokenSecret })).toBe(true)
    expect(areSandboxSecrets(folder, { ...given, fieldKeys: [...given.fieldKeys, ...made.fieldKeys] })).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
