import { existsSync } from 'node:fs'
import path from 'node:path'
import type Koa from 'koa'
import serve from 'koa-static'

const YEAR_MS = 365 * 86_400_000

/** Serves the residents' page (H5) at the root: names with a hash in them for a year, the rest asked for each time. */
export function servePage(app: Koa, folder: string): void {
  if (!existsSync(path.join(folder, 'index.html'))) return
  app.use(
    serve(folder, {
      maxAge: 0,
      setHeaders: (response, file) => {
        const hashed = /\.[0-9a-f]{8}\.(js|css)$/.test(file)
        response.setHeader('cache-control', hashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache')
      },
    }),
  )
}
