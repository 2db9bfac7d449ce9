import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { Exchange, Handler, Reply } from './router'
import { problem, type Route, router } from './router'

/** No request that the sandbox answers is larger. */
const BODY_LIMIT = 256 * 1024
/** How long a silent line is held open; clients give up long before. */
const SILENCE_MS = 60_000

export interface Listener {
  port: number
  close(): Promise<void>
}

/** Serves the routes on the loopback; `port` 0 takes a free one. Rejects when the port is taken. */
export async function listen(port: number, routes: readonly Route[]): Promise<Listener> {
  const find = router(routes)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(find, request, response).catch((error: unknown) => {
      console.error('sandbox: a request failed:', error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function answer(
  find: ReturnType<typeof router>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request)
  if (!body) return send(response, request, problem(413, 'too-large', '请求过大'), true)
  const target = request.url ?? '/'
  const [path = '/', search = ''] = splitOnce(target, '?')
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    path,
    target,
    query: new URLSearchParams(search),
    headers: flatten(request),
    body,
    params: {},
  }
  const reply = await dispatch(find, exchange)
  if ('silence' in reply) return neverAnswer(response)
  return send(response, request, reply, false)
}

async function dispatch(find: ReturnType<typeof router>, exchange: Exchange): Promise<Awaited<ReturnType<Handler>>> {
  const found = find(exchange.method, exchange.path)
  if (found === 'no-path') return problem(404, 'not-found', `没有这个地址：${exchange.path}`)
  if (found === 'no-method') return problem(405, 'method-not-allowed', `这个地址不接受 ${exchange.method}`)
  return found.handler({ ...exchange, params: found.params })
}

async function send(response: ServerResponse, request: IncomingMessage, reply: Reply, hangUp: boolean): Promise<void> {
  response.writeHead(reply.status, hangUp ? { ...reply.headers, connection: 'close' } : reply.headers)
  if (request.method === 'HEAD') return void response.end()
  if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) return void response.end(reply.body)
  await pipeline(reply.body, response).catch(() => response.destroy())
}

function neverAnswer(response: ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), SILENCE_MS)
  timer.unref()
  response.once('close', () => clearTimeout(timer))
}

/** The whole body, or undefined when it is past the limit: the rest is then left unread, so that the 413 can still be sent. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= BODY_LIMIT) return void chunks.push(chunk)
      request.pause()
      request.removeAllListeners('data')
      resolve(undefined)
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

function flatten(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
