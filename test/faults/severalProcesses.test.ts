import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { send, wechatPaid } from '../support/notify'
import { buildServer } from '../support/processes'
import { startStormWorld } from '../support/storm/world'
import { eventually, type World } from '../support/world'

onEachEngine(
  'faults: one database, several processes',
  (newPlace) => {
    test('the same notification 100 at once over several processes → one posting, 200 each', async () => {
      buildServer()
      const place = await newPlace()
      const { base, servers, stop } = await startStormWorld(place, 3)
      try {
        const dwelling = { company: 'lanzhou', userCode: '6900000001', buildingArea: '50.00' }
        const household = await withBill(base, dwelling, '2026-2027', '2026-10-31')
        const at = { base, settings: base.settings } as unknown as World
        const facts = { orderNo: 'HP261122NOSUCHORD', amountFen: 125_000, transactionId: '420000299920261122000099' }
        const notice = wechatPaid(at, 'lanzhou', { ...facts, eventId: 'EV-ONE' })
        const answers = await Promise.all(
          Array.from({ length: 100 }, (_, n) => send({ ...at, url: servers[n % servers.length]?.url ?? '' }, notice)),
        )
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
        await eventually(
          () => base.database.read.suspense.open('lanzhou'),
          ({ length }) => length > 0,
        )
        // Anyone who was late had time to book it again.
        await new Promise((resolve) => setTimeout(resolve, 1500))
        const items = await base.database.read.suspense.open('lanzhou')
        expect(items).toMatchObject([{ amountFen: 125_000, reason: 'unknown-order' }])
        const [{ postings }] = await base.database.writer.query(
          'SELECT COUNT(*) AS postings FROM transfers WHERE event = ?',
          ['payment-suspended'],
        )
        expect(Number(postings)).toBe(1)
        expect(await base.database.read.payments.byHousehold(household.id)).toEqual([])
      } finally {
        await stop()
        await place.remove()
      }
    })
  },
  ['mariadb'],
)
