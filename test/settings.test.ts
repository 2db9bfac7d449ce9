import path from 'node:path'
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
