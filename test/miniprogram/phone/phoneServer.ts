import { readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { transformSync } from '@swc/core'
import type { BuiltPackage } from './builtPackage'

const RUNTIME = path.join(__dirname, 'runtime')
const GLASS_EASEL = path.join(path.dirname(require.resolve('glass-easel')), 'glass_easel.all.es.js')

/** A part of the phone that runs in the browser, compiled from its source. */
function compiled(name: string): string {
  return transformSync(readFileSync(path.join(RUNTIME, `${name}.ts`), 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
    filename: `${name}.ts`,
  }).code
}

function answer(pathname: string, built: BuiltPackage): { type: string; body: string } | undefined {
  if (pathname === '/') return { type: 'text/html', body: readFileSync(path.join(RUNTIME, 'index.html'), 'utf8') }
  if (pathname === '/package.json') return { type: 'application/json', body: JSON.stringify(built) }
  if (pathname === '/glass-easel.js') return { type: 'text/javascript', body: readFileSync(GLASS_EASEL, 'utf8') }
  const [, name, ending] = /^\/runtime\/([a-zA-Z]+)(\.css)?$/.exec(pathname) ?? []
  if (!name) return undefined
  if (ending) return { type: 'text/css', body: readFileSync(path.join(RUNTIME, `${name}.css`), 'utf8') }
  return { type: 'text/javascript', body: compiled(name) }
}

/** Serves the phone and the mini-program that it runs. Gives its address and how to stop it. */
export async function servePhone(built: BuiltPackage): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', 'http://phone.test').pathname, built)
    response.writeHead(found ? 200 : 404, { 'content-type': `${found?.type ?? 'text/plain'}; charset=utf-8` })
    response.end(found?.body)
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
