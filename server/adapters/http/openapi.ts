import { z } from 'zod'
import { readyAnswer } from '../../../contract/ready'
import { RESIDENT_ROUTES } from './routes'
import type { Route } from './routing/route'
import { STAFF_ROUTES } from './staff'

type Described = Omit<Route, 'answerTo'>

/** Asked by machines that watch the server; app.ts answers it, with 503 when it is not ready. */
const READY: Described = {
  method: 'get',
  path: '/readyz',
  summary: '能否处理请求',
  answer: readyAnswer,
  access: { realm: 'public' },
}

const problem = {
  description: 'RFC 9457 problem',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code', 'detail'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          detail: { type: 'string' },
          path: { type: 'string' },
        },
      },
    },
  },
}

const jsonOf = (schema: z.ZodType, io: 'input' | 'output') => ({
  content: { 'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any' }) } },
})

/** A request as JSON, or as a form when files come with it. */
function bodyOf(request: z.ZodType, files: readonly string[] | undefined) {
  if (!files) return jsonOf(request, 'input')
  const { properties = {}, required = [], ...form } = z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' })
  const photos = Object.fromEntries(files.map((name) => [name, { type: 'string', format: 'binary' }]))
  const schema = { ...form, required: [...required, ...files], properties: { ...properties, ...photos } }
  return { content: { 'multipart/form-data': { schema } } }
}

/** Each property of a query is a parameter of the address. */
function parametersOf(query: z.ZodType): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function describe(route: Described): object {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
  const files = route.photos ?? (route.upload ? ['file'] : undefined)
  return {
    summary: route.summary,
    ...securityOf(route),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(route.query ? parametersOf(route.query) : []),
      ...(route.idempotent
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              schema: { type: 'string', minLength: 8, maxLength: 128 },
            },
          ]
        : []),
    ],
    ...(route.body ? { requestBody: { required: true, ...bodyOf(route.body, files) } } : {}),
    responses: {
      '2XX': { description: 'done', ...(route.answer ? jsonOf(route.answer, 'output') : {}) },
      default: problem,
    },
  }
}

function securityOf({ access: { realm } }: Described): { security?: object[] } {
  if (realm === 'resident') return { security: [{ resident: [] }] }
  return realm === 'staff' || realm === 'entering' ? { security: [{ staff: [] }] } : {}
}

/** The API's description, made from the routes themselves (contract.md). */
export function openapiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of [READY, ...RESIDENT_ROUTES, ...STAFF_ROUTES]) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: describe(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'heatpay 热缴通', version },
    components: {
      securitySchemes: {
        resident: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        staff: { type: 'apiKey', in: 'cookie', name: 'heatpay_staff' },
      },
    },
    paths,
  }
}
