import type { Log } from '../../application/ports/system'

/**
 * Calls `work` again and again: at once while there was something to do, else after a pause in real milliseconds.
 * `stop` resolves when the call that is running has ended.
 */
export function startLoop(
  name: string,
  work: () => Promise<number>,
  pauseMs: number,
  log: Log,
): { stop(): Promise<void> } {
  let stopped = false
  let wake: (() => void) | undefined

  async function run(): Promise<void> {
    while (!stopped) {
      const done = await work().catch((error: unknown) => {
        log.error({ loop: name, error: String(error) }, 'background work failed')
        return 0
      })
      if (done > 0 || stopped) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const running = run()
  return {
    async stop() {
      stopped = true
      wake?.()
      await running
    },
  }
}
