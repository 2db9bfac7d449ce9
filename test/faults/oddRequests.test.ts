import http from 'node:http'
import type { Problem } from '../../contract/problem'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { send, wechatPaid } from '../support/notify'
import { ownWorld } from '../support/ownWorld'
import { type AtConsole, onDuty } from '../support/staff'
import { enter, type World } from '../support/world'

interface Told {
  status: number
  code: string
  type: string
}

onEachEngine('faults: requests that no page of ours would send', (newPlace) => {
  let world: World
  let clerk: AtConsole
  ownWorld(newPlace, async (begun) => {
    world = begun
    clerk = await onDuty(world, 'sun', 'accountant')
  })

  /** Sends a path as it is: fetch would tidy it first. */
  function raw(method: string, path: string): Promise<Told> {
    const { hostname, port } = new URL(world.url)
    return new Promise((resolve, reject) => {
      const request = http.request({ hostname, port, method, path }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          const type = response.headers['content-type'] ?? ''
          const { code } = type.includes('json') ? (JSON.parse(text) as Problem) : { code: '' }
          resolve({ status: response.statusCode ?? 0, code, type })
        })
      })
      request.on('error', reject)
      request.end()
    })
  }

  test.each([
    '/api/%00',
    '/api/%ff',
    '/%',
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '//etc/passwd',
    '/console/../../etc/passwd',
    '/console/..%2f..%2fpackage.json',
    '/.git/config',
  ])('%s leads nowhere: 404, and no error of ours', async (path) => {
    expect(await raw('GET', path)).toEqual({
      status: 404,
      code: 'not-found',
      type: 'application/problem+json; charset=utf-8',
    })
  })

  test.each([
    ['GET', '/api/estimates'],
    ['DELETE', '/api/orders'],
    ['PUT', '/notify/wechat/lanzhou'],
    ['PATCH', '/console/api/session'],
    ['TRACE', '/api/estimates'],
  ])('%s %s is a method that it does not have: 405 as a problem document', async (method, path) => {
    const told = await raw(method, path)
    expect([told.status, told.code]).toEqual([405, 'method-not-allowed'])
  })

  test.each(['constructor', '__proto__', 'to-string', '..', '%2e%2e', 'lanzhou%2f..'])(
    'a company called %s is nobody’s: no notification and no login',
    async (company) => {
      const notice = wechatPaid(world, 'lanzhou', { orderNo: 'HP1', amountFen: 1, transactionId: '4200001' })
      expect((await send(world, { ...notice, path: `/notify/wechat/${company}` })).status).toBe(404)
      const login = await world.call<Problem>('POST', '/api/session', {
        body: { company, platform: 'wechat', code: 'x' },
      })
      expect([400, 422]).toContain(login.status)
    },
  )

  test('nothing between us and a person keeps what was answered to him', async () => {
    const facts = { company: 'lanzhou', userCode: '6700000001', buildingArea: '50.00' }
    const { id } = await withBill(world.base, facts, '2026-2027', '2026-10-31')
    const resident = await enter(world, 'lanzhou', 'wechat', 'private')
    for (const path of [`/api/households/${id}/bill`, '/api/orders', '/api/households', '/api/invoices/none']) {
      const answered = await world.call('GET', path, { headers: resident.headers })
      expect([path, answered.headers.get('cache-control')]).toEqual([path, 'no-store'])
    }
    const history = await clerk.get(`/households/${id}`)
    expect([history.status, history.headers.get('cache-control')]).toEqual([200, 'no-store'])
  })

  test('every answer tells the browser what not to do with it, and no other origin may read it', async () => {
    for (const path of ['/api/companies', '/api/orders', '/console/api/session', '/notify/wechat/nobody', '/nowhere']) {
      const { headers } = await fetch(`${world.url}${path}`, { headers: { origin: 'https://elsewhere.example' } })
      const policy = headers.get('content-security-policy')?.split(';') ?? []
      expect([path, ...policy]).toEqual(expect.arrayContaining([path, "frame-ancestors 'self'", "object-src 'none'"]))
      expect(policy).toContain("script-src 'self'")
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer'])
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null])
    }
  })

  test('a thousand people behind one address may reckon what they owe in the same minute', async () => {
    const asked = { company: 'binzhou', season: '2025-2026', use: 'residential', buildingArea: '100' }
    const headers = { 'content-type': 'application/json' }
    const reckon = () => fetch(`${world.url}/api/estimates`, { method: 'POST', headers, body: JSON.stringify(asked) })
    for (let asking = 0; asking < 10; asking++) {
      const answers = await Promise.all(Array.from({ length: 100 }, reckon))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    }
  })
})
