import type { AddressInfo } from 'node:net'
import { createHttpApp } from '../../server/adapters/http/app'
import { createDraining } from '../../server/adapters/http/draining'
import { createIdempotent } from '../../server/adapters/http/idempotent'
import { createMetrics } from '../../server/adapters/http/metrics'
import { createResidentAuth } from '../../server/adapters/http/residentAuth'
import { openBase } from '../../server/wiring/base'
import { channelsOf } from '../../server/wiring/channels'
import { composeResidents } from '../../server/wiring/residents'
import { openShared } from '../../server/wiring/shared'
import { composeStaff } from '../../server/wiring/staff'
import { onEachEngine } from '../support/engines'
import { send, wechatPaid } from '../support/notify'
import { owing } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, type World } from '../support/world'

onEachEngine(
  'faults: a full disk',
  (newPlace) => {
    let world: World
    ownWorld(newPlace, (begun) => {
      world = begun
    })

    test('Disk full → 5xx to the channel, so that it retries', async () => {
      const { id } = (await owing(world)).household
      const resident = await enter(world, 'lanzhou', 'wechat', 'pays while the disk is full')
      const { orderNo, amountFen } = (await resident.order({ kind: 'whole', householdId: id })).body.order
      const base = await openBase(world.settings)
      const channels = channelsOf(base) as Parameters<typeof composeResidents>[1]
      const shared = openShared(base)
      const app = createHttpApp({
        verbs: composeResidents(base, channels, shared).verbs,
        realm: {
          auth: createResidentAuth({ secret: base.secrets.residentTokenSecret, ...base }),
          idempotent: createIdempotent(base),
        },
        metrics: createMetrics(),
        log: base.log,
        version: 'test',
        staff: composeStaff(base, shared),
        pageFolder: '',
        consoleFolder: '',
        sandboxUrl: undefined,
        trustedProxies: 0,
        ready: async () => ({ ready: true, checks: [], off: [] }),
        answers: base.database.answers,
        draining: createDraining(),
        measures: async () => [],
        guardAnswers: true,
        security: { tell: () => undefined, key: 'test' },
      })
      const server = app.listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const { writer } = base.database
      await writer.query('CREATE TABLE filler (text TEXT)')
      // SQLite takes not one page more, as on a full disk; what room its pages have is filled up.
      const [{ page_count: pages }] = await writer.query('PRAGMA page_count')
      await writer.query(`PRAGMA max_page_count = ${pages}`)
      const fill = (size: number): Promise<void> =>
        writer.query(`INSERT INTO filler VALUES ('${'x'.repeat(size)}')`).then(
          () => fill(size),
          () => undefined,
        )
      for (const size of [3000, 300]) await fill(size)
      const notices = Array.from({ length: 12 }, (_, n) =>
        wechatPaid(world, 'lanzhou', { orderNo, amountFen, transactionId: `42000029992026112200000077${n + 10}` }),
      )
      const answers = []
      for (const notice of notices) answers.push({ notice, ...(await send({ ...world, url }, notice)) })
      const refused = answers.filter(({ status }) => status !== 200)
      expect(refused.length).toBeGreaterThan(0)
      expect(refused.every(({ status }) => status >= 500)).toBe(true)
      expect(refused.map(({ text }) => text).join()).not.toMatch(/sqlite|disk|insert/i)
      await writer.query(`PRAGMA max_page_count = ${Number(pages) + 100_000}`)
      for (const { notice } of refused) expect((await send({ ...world, url }, notice)).status).toBe(200)
      await new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await base.close()
    })
  },
  ['sqlite'],
)
