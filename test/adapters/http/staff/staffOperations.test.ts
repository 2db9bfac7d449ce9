import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import Router from '@koa/router'
import Koa from 'koa'
import { openapiDocument } from '../../../../server/adapters/http/openapi'
import { mountStaffRoutes } from '../../../../server/adapters/http/routing/mountRoutes'
import { STAFF_ROUTES } from '../../../../server/adapters/http/staff'
import { readSettings } from '../../../../server/settings'
import { type Base, openBase } from '../../../../server/wiring/base'
import { composeStaff } from '../../../../server/wiring/staff'
import { type EmptyPlace, emptyPlace } from '../../../support/engines'

interface Described {
  security?: object[]
  parameters: { name: string; in: string; required: boolean }[]
}

describe('the console’s API as it is published', () => {
  let place: EmptyPlace
  let base: Base
  const { paths } = openapiDocument('0') as { paths: Record<string, Record<string, Described>> }
  beforeAll(async () => {
    place = await emptyPlace('sqlite')
    const env = { DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, LOG_LEVEL: 'silent' }
    base = await openBase(readSettings(env, path.resolve(__dirname, '..', '..', '..', '..')))
  })
  afterAll(async () => {
    await base.close()
    await place.remove()
  })

  test('all but logging in and the demonstration’s logins say that they need one of the staff', () => {
    const open = Object.entries(paths).flatMap(([at, methods]) =>
      at.startsWith('/console/')
        ? Object.entries(methods).flatMap(([method, { security }]) => (security ? [] : [`${method} ${at}`]))
        : [],
    )
    expect(open.sort()).toEqual(['get /console/api/demo', 'post /console/api/session'])
  })

  test('in production there are no demonstration logins, and the cookie travels over https only', async () => {
    const production = composeStaff({ ...base, settings: { ...base.settings, mode: 'production' } })
    const app = new Koa()
    const router = new Router()
    mountStaffRoutes(router, STAFF_ROUTES, { ...production, guarded: true, tell: () => undefined })
    router.get('/cookie', (context) => {
      production.realm.auth.open(context, 'token')
      context.status = 204
    })
    app.use(router.routes())
    const server = app.listen(0, '127.0.0.1')
    try {
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      expect((await fetch(`http://127.0.0.1:${port}/console/api/demo`)).status).toBe(404)
      const { headers } = await fetch(`http://127.0.0.1:${port}/cookie`)
      expect(headers.get('set-cookie')).toBe('heatpay_staff=token; Path=/console; HttpOnly; SameSite=Strict; Secure')
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  test('the parameters of an address are those that validate it', () => {
    const board = paths['/console/api/board']?.get?.parameters
    expect(board?.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['company', 'query', true],
      ['from', 'query', false],
      ['to', 'query', false],
    ])
  })
})
