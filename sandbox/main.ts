import { readSettings } from './settings'
import { startSandbox } from './start'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** The sandbox as a process: on its own, or as the server's child, which tells it to go by closing the channel between them. */
async function main(): Promise<void> {
  const settings = readSettings()
  const sandbox = await startSandbox(settings)
  if (!LOOPBACK.has(settings.host))
    console.error(
      `sandbox: listening on ${settings.host}: its pages and its own API know no password, let nobody reach them who must not`,
    )
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    void sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  if (process.send) {
    process.once('disconnect', end)
    process.send({ ready: true, url: sandbox.url })
  } else {
    console.log(`sandbox ready ${sandbox.url}/sandbox/`)
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
