import { readSettings } from './settings'
import { startSandbox } from './start'

/** The sandbox as a process: on its own, or as the server's child, which tells it to go by closing the channel between them. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(readSettings())
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
