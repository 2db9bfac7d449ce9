import { openDatabase } from '../../server/adapters/db/database'
import { sharedRequestCounter } from '../../server/adapters/db/requestCounts'
import { memoryCounter } from '../../server/adapters/http/limits'
import { onEachEngine, testSealing } from '../support/engines'
import { buildServer } from '../support/processes'
import { startStormWorld } from '../support/storm/world'

const LIMIT = { points: 20, seconds: 600 }

onEachEngine('faults: scanning spread over several processes', (newPlace) => {
  test('Scanning 12-digit codes → 429: two processes let through together what one lets through', async () => {
    const place = await newPlace()
    const { engine } = place.place
    let now = 1_795_000_000_000
    const databases = [await openDatabase(place.place, testSealing), await openDatabase(place.place, testSealing)]
    // An SQLite installation is one process: both ends of the story are the same counter.
    const alone = memoryCounter()
    const processes = databases.map((database) =>
      engine === 'mariadb' ? sharedRequestCounter(database, () => now) : alone,
    )
    const ask = (n: number, who = 'scanner') => processes[n % 2]?.count(`lookup:resident:${who}`, LIMIT)
    const waits = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20)
    expect(Math.max(...waits.map((wait) => wait ?? 0))).toBeGreaterThan(590_000)
    expect(await ask(0, 'somebody else')).toBe(0)
    if (engine === 'mariadb') {
      now += 600_001
      expect(await ask(1)).toBe(0)
      // The sandbox's clock was set back: nobody is kept out until the old time comes again.
      now -= 30 * 86_400_000
      expect(await ask(0)).toBe(0)
    }
    await Promise.all(databases.map((database) => database.close()))
    await place.remove()
  })
})

onEachEngine(
  'faults: scanning through two servers',
  (newPlace) => {
    test('Scanning 12-digit codes → 429 per user, whichever of two servers answers', async () => {
      buildServer()
      const place = await newPlace()
      const world = await startStormWorld(place, 2)
      try {
        const asSandbox = { platform: 'wechat', company: 'lanzhou', person: 'scanner' }
        const { code } = await post(`${world.sandbox.url}/sandbox/api/login-codes`, asSandbox)
        const { token } = await post(`${world.url}/api/session`, { company: 'lanzhou', platform: 'wechat', code })
        const statuses: number[] = []
        for (let n = 0; n < 30; n++) {
          const url = world.servers[n % 2]?.url ?? ''
          const answer = await fetch(`${url}/api/households/lookup`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify({ userCode: String(9_000_000_000 + n) }),
          })
          statuses.push(answer.status)
        }
        // A code that nobody has costs four of the forty looks of an hour.
        expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), ...Array.from({ length: 20 }, () => 429)])
      } finally {
        await world.stop()
        await place.remove()
      }
    })
  },
  ['mariadb'],
)

async function post(url: string, body: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as Record<string, string>
}
