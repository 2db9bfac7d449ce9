import { startSandbox } from '../../sandbox/start'
import { readSettings } from '../../server/settings'
import { openBase } from '../../server/wiring/base'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { type NodeLine, openNodeLine } from '../support/nodes'
import { send, wechatPaid } from '../support/notify'
import { PROJECT } from '../support/ports'
import { buildServer, freePort, serverProcess } from '../support/processes'
import { eventually, type World } from '../support/world'

/** How long it is away each time; DATABASE_AWAY_SECONDS=60 tells the story at its full length. */
const AWAY_SECONDS = Number(process.env.DATABASE_AWAY_SECONDS ?? 4)
const MOST_LINES_A_MINUTE = 5

onEachEngine(
  'faults: the database is away',
  (newPlace) => {
    test('gone, then frozen → 503 at once, few lines in the log, nothing lost, no restart', async () => {
      buildServer()
      const place = await newPlace()
      const line: NodeLine = await openNodeLine(place.databaseUrl)
      const through = new URL(place.databaseUrl)
      const sandboxPort = await freePort()
      const env = {
        SANDBOX_PORT: String(sandboxPort),
        DATA_DIR: place.folder,
        DATABASE_URL: place.databaseUrl,
        DEMO_DATA: 'off',
        LOG_LEVEL: 'info',
      }
      const sandbox = await startSandbox({ dataDir: place.folder, port: sandboxPort, serverUrl: 'http://127.0.0.1:9' })
      const base = await openBase(readSettings(env, PROJECT))
      const server = await serverProcess({
        ...env,
        DATABASE_URL: `mysql://${through.username}@${line.place}${through.pathname}`,
      })
      const at = { base, settings: base.settings, url: server.url } as unknown as World
      const probe = () => fetch(`${server.url}/readyz`).then(({ status }) => status)
      const notice = (name: string) =>
        wechatPaid(at, 'lanzhou', { orderNo: 'HP261122NOSUCHORD', amountFen: 100, transactionId: `4200002999${name}` })
      try {
        const dwelling = { company: 'lanzhou', userCode: '6900000001', buildingArea: '50.00' }
        await withBill(base, dwelling, '2026-2027', '2026-10-31')
        await server.start()
        let sent = 0
        for (const leave of [() => line.down(), () => line.freeze()]) {
          const from = server.said().length
          // Acknowledged: ours from now on, whatever happens to the database.
          expect((await send(at, notice(`before${sent}`))).status).toBe(200)
          leave()
          await eventually(
            async () => server.said().slice(from),
            (said) => said.includes('the database does not answer'),
          )
          expect(await probe()).toBe(503)
          expect((await fetch(`${server.url}/livez`)).status).toBe(200)
          expect((await fetch(`${server.url}/healthz`)).status).toBe(503)
          const until = Date.now() + AWAY_SECONDS * 1000
          const came = line.came()
          let asked = 0
          for (; Date.now() < until || asked < 100; asked += 20) {
            const answers = await Promise.all(Array.from({ length: 20 }, () => send(at, notice(`while${sent}`))))
            expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
          }
          // Refused at once: nobody was sent to wait at the database, but who looks whether it is back (every 0.7 s).
          expect(line.came() - came).toBeLessThan(asked / 4 + AWAY_SECONDS * 2)
          const refused = await fetch(`${server.url}/console/api/session`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-heatpay': '1' },
            body: JSON.stringify({ login: 'li.fang', password: 'whatever it is' }),
          })
          expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
          expect(await refused.json()).toMatchObject({
            code: 'database-away',
            detail: expect.stringMatching(/没有因此扣款.*请不要重复支付.*请过一分钟再试/),
          })
          const lines = server.said().slice(from).trim().split('\n')
          expect(lines.length).toBeLessThanOrEqual(MOST_LINES_A_MINUTE * Math.ceil(AWAY_SECONDS / 60))
          line.up()
          await eventually(probe, (status) => status === 200)
          expect((await send(at, notice(`while${sent}`))).status).toBe(200)
          sent += 1
        }
        const items = await eventually(
          () => base.database.read.suspense.open('lanzhou'),
          ({ length }) => length >= 4,
        )
        expect(items.map(({ amountFen }) => amountFen)).toEqual([100, 100, 100, 100])
        expect(server.said()).toContain('the database answers again')
        expect(await server.end()).toBe(0)
      } finally {
        line.up()
        await server.kill()
        await line.close()
        await base.close()
        await sandbox.close()
        await place.remove()
      }
    })
  },
  ['mariadb'],
)
