import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** One address before several servers, as a load balancer is: each connection goes to the next server that takes it. */
export interface Balancer {
  url: string
  close(): Promise<void>
}

/** Takes the ports of the servers, which may come and go. A connection that no server takes is cut. */
export async function startBalancer(port: number, targets: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => open.delete(client))
    const tryNext = (left: number) => {
      const target = targets[turn++ % targets.length]
      if (left === 0 || target === undefined) return void client.destroy()
      const upstream = connect(target, '127.0.0.1')
      let joined = false
      upstream.once('connect', () => {
        joined = true
        client.pipe(upstream).pipe(client)
      })
      upstream.on('error', () => (joined ? client.destroy() : tryNext(left - 1)))
      upstream.on('close', () => joined && client.destroy())
      client.on('close', () => upstream.destroy())
    }
    tryNext(targets.length)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
