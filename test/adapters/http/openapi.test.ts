import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openapiDocument } from '../../../server/adapters/http/openapi'

/** Every resident's route that the sources declare, as `method path`. */
function declaredRoutes(): string[] {
  const folder = path.resolve(__dirname, '..', '..', '..', 'server', 'adapters', 'http', 'routes')
  return readdirSync(folder).flatMap((file) =>
    [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(/router\.(get|post|put|delete)\(\s*'(\/api\/[^']+)'/g),
    ].map(([, method, at]) => `${method} ${String(at).replace(/:(\w+)/g, '{$1}')}`),
  )
}

test('every route that the residents’ sources declare is published', () => {
  const { paths } = openapiDocument('0') as { paths: Record<string, Record<string, unknown>> }
  const published = Object.entries(paths).flatMap(([at, methods]) =>
    Object.keys(methods).map((method) => `${method} ${at}`),
  )
  expect(declaredRoutes().length).toBeGreaterThan(20)
  expect(declaredRoutes().filter((route) => !published.includes(route))).toEqual([])
})
