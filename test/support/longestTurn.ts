import { setTimeout as wait } from 'node:timers/promises'

/** Read in the server's own loop, such files took 4 to 46 s of one turn; the first use of a module alone may take a third of a second. */
export const MAX_TURN_MS = 1000

/**
 * The most processor time, in milliseconds, that this process took between two looks at its events while something was under
 * way: for so long nothing else was answered. Processor time, since how busy the machine is must not matter.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let isOver = false
  let longest = 0
  const looking = (async () => {
    while (!isOver) {
      const before = process.cpuUsage()
      await wait(2)
      const { user, system } = process.cpuUsage(before)
      longest = Math.max(longest, (user + system) / 1000)
    }
  })()
  try {
    await work()
  } finally {
    isOver = true
    await looking
  }
  return longest
}
