import { linkTransfers } from '../../../server/application/integrity/exportedHeads'
import { createProcessInbox } from '../../../server/application/payments/notifications'
import { examine } from '../../support/books'
import { seeded } from '../../support/chance'
import { listeningLog } from '../../support/channels/log'
import { onEachEngine } from '../../support/engines'
import { notifiedStories, numberedIds, rowsWritten } from '../../support/notifiedStories'
import { openPorts, type StoryPorts } from '../../support/ports'

/** `npm run test:together` tells a hundred thousand stories, this many at a time. */
const STORIES = Number(process.env.STORIES ?? 300)
const AT_A_TIME = 1000

onEachEngine('payments that are booked together', (newPlace) => {
  const opened: StoryPorts[] = []
  const open = async () => {
    const ports = await openPorts(newPlace)
    opened.push(ports)
    return ports
  }
  afterEach(async () => {
    for (const ports of opened.splice(0)) await ports.remove()
  })

  /** Processes all that is told, so many at a time; gives how often something was not as it should be. */
  async function process(ports: StoryPorts, atOnce: () => number) {
    const { log, lines } = listeningLog()
    const inbox = createProcessInbox({ ...ports, ids: numberedIds('MADE'), log })
    while ((await inbox.waiting(atOnce())) > 0);
    return lines.filter(({ message }) => /^notifications? not /.test(message))
  }

  test('no row differs from what one by one writes', async () => {
    for (let seed = 1, left = STORIES; left > 0; seed++, left -= AT_A_TIME) {
      const [single, many] = [await open(), await open()]
      const chance = seeded(seed)
      for (const ports of [single, many]) {
        const { plant, entries } = notifiedStories(ports, seed, Math.min(left, AT_A_TIME))
        await ports.database.transaction(plant)
        await ports.database.transaction(async (store) => {
          await store.closings.take('baoji')
          await store.closings.advance('baoji', '', '2026-11-18')
        })
        await Promise.all(entries.map((entry) => ports.database.keep(entry)))
      }
      const faults = [
        ...(await process(single, () => 1)),
        ...(await process(many, () => 2 + Math.floor(chance() * 200))),
      ]
      expect(faults).toEqual([])
      const [expected, found] = [await rowsWritten(single, 'MADE'), await rowsWritten(many, 'MADE')]
      const differing = Object.entries(expected).flatMap(([table, rows]) =>
        rows.flatMap((row, at) =>
          found[table]?.[at] === row ? [] : [{ seed, table, row, instead: found[table]?.[at] }],
        ),
      )
      expect(differing.slice(0, 3)).toEqual([])
      expect(Object.values(found).map(({ length }) => length)).toEqual(
        Object.values(expected).map(({ length }) => length),
      )
      expect(found.payments?.length).toBeGreaterThan(found.households?.length ?? 0)
      await many.database.transaction((store) => store.closings.advance('baoji', '2026-11-18', ''))
      await linkTransfers(many)
      expect((await examine(many)).checks.filter(({ broken }) => broken)).toEqual([])
    }
  }, 600_000)

  test('most go together: only what a batch cannot know goes alone', async () => {
    const ports = await open()
    const { plant, entries } = notifiedStories(ports, 7, 100)
    await ports.database.transaction(plant)
    await Promise.all(entries.map((entry) => ports.database.keep(entry)))
    let alone = 0
    const transaction: StoryPorts['database']['transaction'] = (work) => {
      alone += 1
      return ports.database.transaction(work)
    }
    const database = { ...ports.database, transaction }
    await createProcessInbox({ ...ports, database, log: listeningLog().log }).waiting(200)
    expect(alone).toBeLessThan(80)
  })

  test('M2: two that book the same at once: each payment is booked once, and the books are sound', async () => {
    const ports = await open()
    const { plant, entries } = notifiedStories(ports, 3, 100)
    await ports.database.transaction(plant)
    await Promise.all(entries.map((entry) => ports.database.keep(entry)))
    const drain = async () => {
      const inbox = createProcessInbox({ ...ports, log: listeningLog().log })
      while ((await inbox.waiting(50)) > 0);
    }
    await Promise.all([drain(), drain(), drain()])
    const [{ open: left }] = await ports.database.writer.query(
      'SELECT COUNT(*) AS open FROM inbox WHERE processed_at IS NULL',
    )
    expect(Number(left)).toBe(0)
    await linkTransfers(ports)
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  }, 120_000)
})
