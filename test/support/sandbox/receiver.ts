import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A merchant's notification address that keeps what comes and answers as the test says. */
export interface Receiver {
  url: string
  received: Received[]
  answer: { status: number; body: string; afterMs?: number }
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', received: [], answer: { status: 204, body: '' }, close: async () => {} }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      receiver.received.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      const { status, body, afterMs } = receiver.answer
      const send = () => response.writeHead(status).end(body)
      if (afterMs) setTimeout(send, afterMs).unref()
      else send()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return receiver
}
