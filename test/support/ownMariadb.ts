import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { PROJECT } from './ports'

/** Starts a MariaDB of this story's own, with options of its own; `stop` ends it and clears it away. */
export async function ownMariadb(...options: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  const server = spawn(process.execPath, [path.join(PROJECT, 'scripts', 'mariadb.mjs'), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  const started = once(server.stdout, 'data').then(([line]) => String(line).trim())
  const url = await Promise.race([started, ended.then(() => Promise.reject(new Error('MariaDB did not start')))])
  return {
    url,
    async stop() {
      server.stdin.end()
      await ended
    },
  }
}
