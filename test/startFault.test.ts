import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startServer } from '../server/main'
import { readSettings } from '../server/settings'
import { asSet } from '../server/startFault'
import { openBase } from '../server/wiring/base'
import { emptyPlace } from './support/engines'
import { startWorld } from './support/world'

const projectDir = path.resolve(__dirname, '..')

describe('a server that cannot start says which setting is to blame, not where in the code', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'heatpay-test-'))
    writeFileSync(path.join(folder, 'letter.txt'), 'this is a letter and no database, however long one looks at it')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    { setting: 'DATA_DIR', value: 'letter.txt/data' },
    { setting: 'DATABASE_URL', value: 'letter.txt' },
    { setting: 'DATABASE_URL', value: 'mysql://heatpay:geheim@127.0.0.1:1/heatpay' },
  ])('$setting=$value', async ({ setting, value }) => {
    const given = value.startsWith('mysql:') ? value : path.join(folder, value)
    const settings = readSettings({ DATA_DIR: path.join(folder, 'data'), [setting]: given }, projectDir)
    const refused = await openBase(settings).catch((error: Error) => error)
    expect(refused).toMatchObject({ message: expect.stringContaining(`settings refused:\n  ${setting}: `) })
    expect(String(refused)).not.toContain('geheim')
  })

  test('PORT that another server has', async () => {
    const place = await emptyPlace('sqlite')
    const world = await startWorld(place)
    try {
      const settings = readSettings(
        { PORT: new URL(world.url).port, DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, LOG_LEVEL: 'silent' },
        projectDir,
      )
      await expect(startServer(settings)).rejects.toThrow(/^settings refused:\n {2}PORT: .*EADDRINUSE/)
    } finally {
      await world.stop()
      await place.remove()
    }
  })

  test('a fault of ours is thrown as it is', async () => {
    const bug = new TypeError('x is not a function')
    await expect(asSet('PORT', () => Promise.reject(bug))).rejects.toBe(bug)
  })
})
