import type { Household } from '../../server/domain/household/household'
import type { EmptyPlace } from './engines'
import { withBill } from './households'
import { startWorld, type World } from './world'

let serial = 0

/** A world for a story about faults, with households that each owe 1,250.00 yuan to Lanzhou. */
export function createFaultWorld(newPlace: () => Promise<EmptyPlace>) {
  let world: World | undefined
  let place: EmptyPlace | undefined
  const started = () => {
    if (!world) throw new Error('the world is not started')
    return world
  }
  return {
    async start(): Promise<World> {
      place = await newPlace()
      world = await startWorld(place)
      return world
    },
    async stop(): Promise<void> {
      await world?.stop()
      await place?.remove()
    },
    household(): Promise<Household> {
      const userCode = `68${String(++serial).padStart(8, '0')}`
      return withBill(
        started().base,
        { company: 'lanzhou', userCode, buildingArea: '50.00' },
        '2026-2027',
        '2026-10-31',
      )
    },
  }
}
