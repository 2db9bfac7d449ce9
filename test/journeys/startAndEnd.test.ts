import { spawn } from 'node:child_process'
import { emptyPlace } from '../support/engines'
import { PROJECT } from '../support/ports'
import { buildServer } from '../support/processes'

describe('what `npm start` has started', () => {
  beforeAll(buildServer, 120_000)

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
})
