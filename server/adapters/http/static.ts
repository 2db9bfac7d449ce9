import { createReadStream, existsSync } from 'node:fs'
import path from 'node:path'
import type Koa from 'koa'
import serve from 'koa-static'

const YEAR_MS = 365 * 86_400_000
const CONSOLE = '/console'

/**
 * Serves a folder: names with a hash in them for a year, the rest asked for each time. Beside a file lies the same made smaller by
 * the build (scripts/build.mjs: .br, .gz), for a browser that takes it.
 */
const files = (folder: string, hashed: RegExp) =>
  serve(folder, {
    maxAge: 0,
    setHeaders: (response, file) => {
      response.setHeader('vary', 'accept-encoding')
      response.setHeader(
        'cache-control',
        hashed.test(file.replace(/\.(br|gz)$/, '')) ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache',
      )
    },
  })

/** Serves the residents' page (H5) at the root. */
export function servePage(app: Koa, folder: string): void {
  if (!existsSync(path.join(folder, 'index.html'))) return
  app.use(files(folder, /\.[0-9a-f]{8}\.(js|css)$/))
}

/** Serves the console below /console/: its files, and its page for every address that the page itself understands. */
export function serveConsole(app: Koa, folder: string): void {
  const page = path.join(folder, 'index.html')
  if (!existsSync(page)) return
  const assets = files(folder, /[/\\]assets[/\\]/)
  app.use(async (context, next) => {
    if (context.path === CONSOLE) return context.redirect(`${CONSOLE}/`)
    const within = context.path.startsWith(`${CONSOLE}/`) && !context.path.startsWith(`${CONSOLE}/api/`)
    if (!within || (context.method !== 'GET' && context.method !== 'HEAD')) return next()
    const asked = context.path
    context.path = asked.slice(CONSOLE.length)
    await assets(context, async () => undefined)
    context.path = asked
    if (context.body !== undefined || path.extname(asked) !== '') return
    context.set('cache-control', 'no-cache')
    context.type = 'html'
    context.body = createReadStream(page)
  })
}
