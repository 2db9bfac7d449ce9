import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Heard {
  method: string
  /** Path and query as they came. */
  target: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Told {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** `silence`: the connection stays open without an answer. `cut`: it is closed half-way through the body. */
export type Reply = Told | 'silence' | 'cut'

/** A channel that says whatever a test puts into its mouth, over real HTTP. */
export async function scriptedServer() {
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  const script: { answer: (request: Heard) => Reply } = { answer: () => ({ status: 500 }) }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const got = {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      heard.push(got)
      const reply = script.answer(got)
      if (reply === 'silence') return
      if (reply === 'cut') {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('half')
        setTimeout(() => request.socket.destroy(), 20)
        return
      }
      response.writeHead(reply.status, reply.headers)
      response.end(reply.body)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    /** From now on: one answer for all, or one after the other with the last repeated. */
    say(...replies: (Reply | ((request: Heard) => Reply))[]) {
      let next = 0
      heard.length = 0
      script.answer = (request) => {
        const reply = replies[Math.min(next++, replies.length - 1)] ?? { status: 500 }
        return typeof reply === 'function' ? reply(request) : reply
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

export type ScriptedServer = Awaited<ReturnType<typeof scriptedServer>>
