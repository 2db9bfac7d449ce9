import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** The way to a database server, as one of several nodes: it can be closed, and frozen so that nobody hears anything. */
export interface NodeLine {
  place: string
  /** How many connections have come so far. */
  came(): number
  down(): void
  freeze(): void
  up(): void
  close(): Promise<void>
}

/** Takes `mysql://…` of a server on the loopback. */
export async function openNodeLine(databaseUrl: string): Promise<NodeLine> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let state: 'up' | 'down' | 'frozen' = 'up'
  let came = 0
  const line = createServer((client) => {
    if (state === 'down') return void client.destroy()
    came += 1
    const database = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (state === 'up') to.write(bytes)
      })
      from.on('error', () => from.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    place: `127.0.0.1:${(line.address() as AddressInfo).port}`,
    came: () => came,
    down() {
      state = 'down'
      cut()
    },
    freeze() {
      state = 'frozen'
    },
    up() {
      cut()
      state = 'up'
    },
    close() {
      cut()
      return new Promise((resolve) => line.close(() => resolve()))
    },
  }
}
