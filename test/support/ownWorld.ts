import type { EmptyPlace } from './engines'
import { startWorld, type World } from './world'

/**
 * A world of a story's own: started on an empty place before the first test, stopped after the last. `begun` is given it, and does
 * what has to be so before the story begins.
 */
export function ownWorld(
  newPlace: () => Promise<EmptyPlace>,
  begun: (world: World, place: EmptyPlace) => unknown,
): void {
  let world: World | undefined
  let place: EmptyPlace | undefined
  beforeAll(async () => {
    place = await newPlace()
    world = await startWorld(place)
    await begun(world, place)
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })
}
