import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { openBase } from '../../server/wiring/base'
import { emptyPlace } from '../support/engines'
import { PROJECT } from '../support/ports'
import { buildServer } from '../support/processes'
import { productionOf, settingsOf } from '../support/production'

describe('what `npm start` has started', () => {
  beforeAll(buildServer)

  test('ends when the shell is ended that npm started it through', async () => {
    const place = await emptyPlace('sqlite')
    const command = `"${process.execPath}" scripts/start.mjs; echo ended`
    const shell = spawn('sh', ['-c', command], {
      cwd: PROJECT,
      env: {
        ...process.env,
        npm_lifecycle_event: 'start',
        PORT: '0',
        DATA_DIR: place.folder,
        DATABASE_URL: place.databaseUrl,
        DEMO_DATA: 'off',
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>((resolve) => {
      let said = ''
      shell.stdout.on('data', (chunk) => {
        said += chunk
        const ready = /ready (\S+)/.exec(said)?.[1]
        if (ready) resolve(ready)
      })
    })
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    // Nobody holds its output any more once all of them have ended.
    const closed = new Promise((resolve) => shell.once('close', resolve))
    shell.kill('SIGTERM')
    await closed
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
    await place.remove()
  })

  test('makes no sandbox for a production database when the mode was forgotten, and no keys of one', async () => {
    const place = await emptyPlace('sqlite', 'bare')
    const production = await productionOf(place)
    await (await openBase(settingsOf(production))).close()
    const before = readdirSync(place.folder, { recursive: true }).sort()
    const { HEATPAY_MODE: _, ...forgotten } = production
    for (const script of [['start.mjs'], ['heatpay.mjs', 'seed-demo'], ['sandbox.mjs']]) {
      const { status, stderr } = spawnSync(process.execPath, [`scripts/${script[0]}`, ...script.slice(1)], {
        cwd: PROJECT,
        env: { PATH: process.env.PATH, ...forgotten },
        encoding: 'utf8',
        timeout: 240_000,
      })
      expect([script[0], status]).toEqual([script[0], 1])
      expect(stderr).toContain('HEATPAY_MODE: this database is production’s; say HEATPAY_MODE=production')
    }
    expect(readdirSync(place.folder, { recursive: true }).sort()).toEqual(before)
    await place.remove()
    rmSync(production.MERCHANTS_DIR ?? '', { recursive: true })
  })
})
