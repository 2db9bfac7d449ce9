import { examine } from './books'
import { type EmptyPlace, onEachEngine } from './engines'
import type { openPorts } from './ports'

/** A story told on ports of its own. */
interface ToldOnPorts {
  ports: Awaited<ReturnType<typeof openPorts>>
}

/** Stories on each engine, each begun again; whatever happens in one, the books are sound afterwards. */
export function onEachSoundStory<T extends ToldOnPorts>(
  name: string,
  open: (newPlace: () => Promise<EmptyPlace>) => Promise<T>,
  tell: (story: () => T) => void,
): void {
  onEachEngine(name, (newPlace) => {
    let story: T | undefined
    beforeEach(async () => {
      story = await open(newPlace)
    })
    afterEach(async () => {
      if (!story) return
      expect((await examine(story.ports)).checks.filter(({ broken }) => broken)).toEqual([])
      await story.ports.remove()
    })
    tell(() => {
      if (!story) throw new Error('the story has not begun')
      return story
    })
  })
}
