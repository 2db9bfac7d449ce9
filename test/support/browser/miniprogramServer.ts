import { createReadStream, existsSync, statSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { ScriptedApi } from '../miniprogram/scriptedApi'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** A strict policy, as the real server sends one: the page must live with it. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'"

async function bodyOf(request: http.IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : undefined
}

/** The sandbox's cashier, as bare as can be: it comes back to the page that it was given, with the result. */
function cashier(query: URLSearchParams): string {
  const back = query.get('return') ?? '/'
  const link = (result: string) => `${back}${back.includes('?') ? '&' : '?'}result=${result}`.replaceAll('&', '&amp;')
  return `<!DOCTYPE html><html lang="zh-CN"><title>收银台</title><h1>收银台</h1>
    <a href="${link('paid')}">确认付款</a> <a href="${link('cancelled')}">取消付款</a>`
}

/** Serves the built H5 page with the scripted API at the same origin. Gives its address and how to stop it. */
export async function serveH5(
  folder: string,
  api: ScriptedApi,
): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://page.test')
    const answer = (status: number, type: string, body: string) => {
      response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY })
      response.end(body)
    }
    if (url.pathname === '/sandbox/api/login-codes')
      return answer(200, 'application/json', JSON.stringify({ code: `code-${Date.now()}` }))
    if (url.pathname === '/sandbox/cashier') return answer(200, 'text/html; charset=utf-8', cashier(url.searchParams))
    if (url.pathname.startsWith('/api/')) {
      const { method = 'GET', headers } = request
      const said = await api.answer({
        method,
        path: url.pathname,
        headers: headers as Record<string, string>,
        body: await bodyOf(request),
      })
      if (!said) return request.socket.destroy()
      const pdf = url.pathname.endsWith('/pdf')
      return answer(
        said.status,
        pdf ? 'application/pdf' : 'application/json',
        pdf ? String(said.body) : (JSON.stringify(said.body) ?? ''),
      )
    }
    const file = path.join(folder, url.pathname === '/' ? 'index.html' : path.normalize(url.pathname))
    if (!existsSync(file) || !statSync(file).isFile()) return answer(404, 'text/plain', '')
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
