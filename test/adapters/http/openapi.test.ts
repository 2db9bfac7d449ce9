import { z } from 'zod'
import { openapiDocument } from '../../../server/adapters/http/openapi'
import { problemOf } from '../../../server/adapters/http/problems'
import { RESIDENT_ROUTES } from '../../../server/adapters/http/routes'
import { guardAnswer, guardProblem, UndeclaredAnswer } from '../../../server/adapters/http/routing/guardAnswer'
import { type Route, residentRoute } from '../../../server/adapters/http/routing/route'
import { STAFF_ROUTES } from '../../../server/adapters/http/staff'

const { paths } = openapiDocument('0') as { paths: Record<string, Record<string, unknown>> }
const ALL = [...RESIDENT_ROUTES, ...STAFF_ROUTES]

test('every route is published once, under its method and path', () => {
  const published = Object.entries(paths).flatMap(([at, methods]) =>
    Object.keys(methods).map((method) => `${method} ${at}`),
  )
  // What watches the server asks /readyz, which no room of routes answers.
  const declared = [{ method: 'get', path: '/readyz' }, ...ALL].map(
    ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  )
  expect(published.sort()).toEqual(declared.sort())
})

test('a route that says nothing of its answer is one that has none, or gives a file', () => {
  const silent = ALL.filter(({ answer }) => answer === undefined).map(({ method, path }) => `${method} ${path}`)
  expect(silent.sort()).toEqual([
    'delete /api/households/:id',
    'delete /api/invoice-titles/:id',
    'delete /api/session',
    'delete /console/api/session',
    'get /api/invoices/:id/pdf',
    'get /console/api/applications/:id/photo',
    'get /console/api/files/:id/original',
    'get /console/api/invoices/:id/file',
    'get /console/api/settlements/payouts/:id/file',
    'get /console/api/settlements/refunds/:id/photos/:kind',
    'get /console/api/vouchers/:id/file',
    'get /console/api/work-attachments/:id',
    'post /console/api/session/second-factor',
  ])
})

describe('an answer is held against what its route declares', () => {
  const route = residentRoute({
    method: 'get',
    path: '/api/example',
    summary: '示例',
    answer: z.object({ rows: z.array(z.object({ amountFen: z.int() })) }),
    answerTo: () => ({ rows: [] }),
  })

  test('what is declared passes', () => {
    expect(() => guardAnswer(route, { rows: [{ amountFen: 1 }] })).not.toThrow()
  })

  test.each([
    ['a field of another kind', { rows: [{ amountFen: '1' }] }, 'rows.0.amountFen'],
    ['a field that is missing', { rows: [{}] }, 'rows.0.amountFen'],
    ['a list that is not declared', { rows: [], suspense: [] }, 'suspense is not declared'],
    ['a field deep inside that is not declared', { rows: [{ amountFen: 1, owner: '张三' }] }, 'rows.0.owner'],
  ])('%s is found', (_, given, told) => {
    expect(() => guardAnswer(route, given)).toThrow(UndeclaredAnswer)
    expect(() => guardAnswer(route, given)).toThrow(told)
  })

  const refusing: Route = { ...route, refuses: ['below-minimum', 'instalments-over', 'not-found'] }

  test('a problem passes with the facts that its sentence wants, and is found without them', () => {
    expect(() => guardProblem(refusing, problemOf('below-minimum', { minimumFen: 100 }))).not.toThrow()
    expect(() => guardProblem(refusing, problemOf('instalments-over'))).toThrow('detail')
    const told = { ...problemOf('not-found'), household: { owner: '张三' } }
    expect(() => guardProblem(refusing, told)).toThrow('household')
  })

  test('a refusal that its route does not say is found', () => {
    expect(() => guardProblem(refusing, problemOf('no-bill'))).toThrow('no-bill is not among its refusals')
    expect(() => guardProblem(route, problemOf('not-found'))).toThrow(UndeclaredAnswer)
  })
})
