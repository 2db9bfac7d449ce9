import { type EmptyPlace, onEachEngine } from '../support/engines'
import { buildServer } from '../support/processes'
import { calmDown, type End, endOf, expectSound } from '../support/storm/end'
import { GENERAL_STORM, type PlannedOrder, planStorm } from '../support/storm/plan'
import { settleIn, stormResident } from '../support/storm/resident'
import { hurryTime, killServers, startStormWorld } from '../support/storm/world'

// The whole story: STORM_ORDERS=1000 STORM_CRASHES=200 npx jest test/faults/storm
const ORDERS = Number(process.env.STORM_ORDERS ?? 40)
const CRASHES = Number(process.env.STORM_CRASHES ?? 2)
const SEED = Number(process.env.STORM_SEED ?? 20261121)
const PHONES = 24
const TIME_LIMIT = 120_000 + ORDERS * 1500 + CRASHES * 6000

/** Tells the story once on an empty place, and gives its end. */
async function tell(
  place: EmptyPlace,
  plan: readonly PlannedOrder[],
  processes: number,
  crashes: number,
): Promise<End> {
  const world = await startStormWorld(place, processes)
  try {
    const homes: string[] = []
    for (const planned of plan) homes.push((await settleIn(world.base, planned)).id)
    await fetch(`${world.sandbox.url}/sandbox/api/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seed: SEED, switches: GENERAL_STORM }),
    })
    const timeIsItself = hurryTime(world, 4000)
    const killed = killServers(world, crashes, SEED)
    let next = 0
    await Promise.all([
      killed,
      ...Array.from({ length: PHONES }, async (_, phone) => {
        const resident = stormResident(world, `phone ${phone}`)
        for (let n = next++; n < plan.length; n = next++) {
          const planned = plan[n]
          if (planned) await resident.live(planned, homes[n] ?? '')
        }
      }),
    ]).finally(timeIsItself)
    await calmDown(world, 180_000)
    return await endOf(world)
  } finally {
    await world.stop()
    await place.remove()
  }
}

onEachEngine(`a storm over ${ORDERS} orders`, (newPlace) => {
  const plan = planStorm(SEED, ORDERS)
  let calm: End | undefined
  beforeAll(buildServer)

  /** One process on SQLite; four on MariaDB. */
  async function story(crashes: number): Promise<End> {
    const place = await newPlace()
    const began = Date.now()
    const end = await tell(place, plan, place.place.engine === 'sqlite' ? 1 : 4, crashes)
    const paid = end.totals.reduce((sum, total) => sum + total.paid, 0)
    if (process.env.STORM_ORDERS)
      console.info(
        `${place.place.engine}: ${end.orders.length} orders, ${paid} paid at the channels, ${end.refunds.length} refunds, ` +
          `${end.suspense.length} in suspense, ${end.failedRefunds.length} failed refunds, ${crashes} kills, ${Math.round((Date.now() - began) / 1000)} s`,
      )
    return end
  }
  const seen = ({ totals, ledger }: End) => ({ totals, ledger })

  test(
    'every order ends, every fen is where the channel says it is',
    async () => {
      calm = await story(0)
      expectSound(calm)
    },
    TIME_LIMIT,
  )

  test(
    `killed ${CRASHES} times, the same seed comes to the same end`,
    async () => {
      calm ??= await story(0)
      const end = await story(CRASHES)
      expectSound(end)
      expect(seen(end)).toEqual(seen(calm))
    },
    2 * TIME_LIMIT,
  )
})
