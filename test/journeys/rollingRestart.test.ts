import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { request } from 'undici'
import { readyAnswer } from '../../contract/ready'
import { startSandbox } from '../../sandbox/start'
import { onEachEngine } from '../support/engines'
import { hasHaproxy, startHaproxy } from '../support/haproxy'
import { buildServer, freePort, serverProcess } from '../support/processes'
import { eventually } from '../support/world'

/** How many people ask at once, each again as soon as he is answered. */
const PEOPLE = 4

if (!hasHaproxy()) {
  test('two servers behind HAProxy are restarted one after the other', () => {
    if (process.env.REQUIRE_ALL_SUITES === '1') throw new Error('this suite needs HAProxy (haproxy of Debian)')
    console.warn('SKIPPED (no HAProxy on this machine): two servers behind HAProxy')
  })
} else {
  onEachEngine(
    'two servers behind HAProxy',
    (newPlace) => {
      test('are restarted one after the other, and not one request fails', async () => {
        buildServer()
        const place = await newPlace()
        const tls = mkdtempSync(path.join(tmpdir(), 'heatpay-tls-'))
        const sandboxPort = await freePort()
        const env = {
          PUBLIC_URL: 'https://localhost',
          SANDBOX_PORT: String(sandboxPort),
          DATA_DIR: place.folder,
          DATABASE_URL: place.databaseUrl,
          DEMO_DATA: 'off',
          LOG_LEVEL: 'warn',
          TRUSTED_PROXIES: '1',
          DRAIN_SECONDS: '5',
        }
        const sandbox = await startSandbox({
          dataDir: place.folder,
          port: sandboxPort,
          serverUrl: 'http://127.0.0.1:9',
        })
        const servers = [await serverProcess(env), await serverProcess(env)] as const
        await Promise.all(servers.map((server) => server.start()))
        const proxy = await startHaproxy(
          tls,
          [`127.0.0.1:${servers[0].port}`, `127.0.0.1:${servers[1].port}`],
          1_000_000,
        )
        const ask = async (at: string) => {
          const answer = await request(`${proxy.url}${at}`, { dispatcher: proxy.dispatcher })
          return { status: answer.statusCode, text: await answer.body.text() }
        }
        const seen = new Map<string, number>()
        let asked = 0
        let going = true
        const person = async () => {
          for (let turn = 0; going; turn++) {
            // One that reads the database, one that does not, one that is refused by the server itself.
            const at = ['/healthz', '/api/companies', '/api/households'][turn % 3] as string
            const got = await ask(at).then(
              ({ status }) => `${at} ${status}`,
              (error: Error) => `${at} ${error.message}`,
            )
            seen.set(got, (seen.get(got) ?? 0) + 1)
            asked += 1
          }
        }
        try {
          await eventually(
            () => ask('/healthz').catch(() => undefined),
            (answer) => answer?.status === 200,
          )
          const people = Array.from({ length: PEOPLE }, person)
          for (const server of servers) {
            const ending = server.end()
            const told = await eventually(
              () => fetch(`${server.url}/readyz`),
              ({ status }) => status === 503,
            )
            expect(readyAnswer.parse(await told.json()).checks).toContainEqual({
              ...{ check: 'staying', ok: false, needed: true },
              says: 'it was told to end',
            })
            // Who comes all the same is served, and told to come by another connection next time.
            const late = await fetch(`${server.url}/livez`)
            expect([late.status, late.headers.get('connection')]).toEqual([200, 'close'])
            expect(await ending).toBe(0)
            const before = asked
            await eventually(
              async () => asked,
              (now) => now > before + 50,
            )
            await server.start()
            // The proxy has to have seen that it is there before the other goes.
            await new Promise((resolve) => setTimeout(resolve, 2500))
          }
          going = false
          await Promise.all(people)
          expect([...seen.keys()].sort()).toEqual(['/api/companies 200', '/api/households 401', '/healthz 200'])
        } finally {
          going = false
          await proxy.close()
          await Promise.all(servers.map((server) => server.kill()))
          await sandbox.close()
          await place.remove()
          rmSync(tls, { recursive: true })
        }
      })

      test('keep from one address what is too much, and from everybody what is for machines of ours', async () => {
        const tls = mkdtempSync(path.join(tmpdir(), 'heatpay-tls-'))
        const proxy = await startHaproxy(tls, ['127.0.0.1:9', '127.0.0.1:9'], 20)
        const status = async (at: string) => {
          const answer = await request(`${proxy.url}${at}`, { dispatcher: proxy.dispatcher })
          await answer.body.dump()
          return answer.statusCode
        }
        try {
          await eventually(
            () => status('/metrics').catch(() => undefined),
            (found) => found === 404,
          )
          expect(await status('/readyz')).toBe(404)
          let refused = 0
          for (let n = 0; n < 30; n++) if ((await status('/api/companies')) === 429) refused += 1
          expect(refused).toBeGreaterThan(5)
          // Nobody is behind it here; a channel's notification comes through to where a server would be.
          expect(await status('/notify/wechat/lanzhou')).toBe(503)
        } finally {
          await proxy.close()
          rmSync(tls, { recursive: true })
        }
      })
    },
    ['mariadb'],
  )
}
