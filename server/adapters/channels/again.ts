import { setTimeout as pause } from 'node:timers/promises'

/**
 * Asks again, after each of the pauses (milliseconds), as long as the result is unsettled; gives the last result.
 * Only for calls whose repetition with the same numbers has one effect (formats.md 1.9, 3.5, 3.7).
 */
export async function again<T>(
  pausesMs: readonly number[],
  ask: () => Promise<T>,
  unsettled: (result: T) => boolean,
): Promise<T> {
  let result = await ask()
  for (const ms of pausesMs) {
    if (!unsettled(result)) break
    await pause(ms)
    result = await ask()
  }
  return result
}
