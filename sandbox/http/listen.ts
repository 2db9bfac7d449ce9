import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, isIPv6 } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { TlsFiles } from '../settings'
import type { Exchange, Handler, Reply } from './router'
import { problem, type Route, router } from './router'

/** No request that the sandbox answers is larger. */
const BODY_LIMIT = 256 * 1024
/** How long a silent line is held open; clients give up long before. */
const SILENCE_MS = 60_000

export interface ListenOptions {
  /** 0 takes a free one. */
  port: number
  host: string
  tls?: TlsFiles
}

export interface Listener {
  port: number
  /** Where a client on this machine finds it. */
  url: string
  close(): Promise<void>
}

/** Serves the routes; `unknown` answers what no route takes. Rejects when the port is taken or a TLS file cannot be read. */
export async function listen(
  { port, host, tls }: ListenOptions,
  routes: readonly Route[],
  unknown: Unknown,
): Promise<Listener> {
  const find = router(routes)
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000 }
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    answer({ find, unknown }, request, response).catch((error: unknown) => {
      console.error('sandbox: a request failed:', error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const server = tls
    ? createTlsServer({ ...limits, cert: readFileSync(tls.certificate), key: readFileSync(tls.key) }, serve)
    : createServer(limits, serve)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const taken = (server.address() as AddressInfo).port
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host
  return { port: taken, url: `${tls ? 'https' : 'http'}://${near}:${taken}`, close: () => closeServer(server) }
}

/** What is said where there is no such address, or not with this method. */
export type Unknown = (exchange: Exchange, why: 'no-path' | 'no-method') => Reply

interface Desk {
  find: ReturnType<typeof router>
  unknown: Unknown
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
  const reply = await dispatch(desk, exchange)
  if ('silence' in reply) return neverAnswer(response)
  return send(response, request, reply, false)
}

async function dispatch({ find, unknown }: Desk, exchange: Exchange): Promise<Awaited<ReturnType<Handler>>> {
  const found = find(exchange.method, exchange.path)
  if (found === 'no-path' || found === 'no-method') return unknown(exchange, found)
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
