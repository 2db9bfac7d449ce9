import { z } from 'zod'
import type { Route } from '../../../server/adapters/http/routing/route'

/** Something plausible for each field that a form of its own has; what is only a text or a number needs none. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  season: '2025-2026',
  channel: 'wechat',
  date: '2026-11-20',
  from: '2026-11-01',
  to: '2026-11-20',
  on: '2026-11-20',
  agreedOn: '2026-11-20',
  effectiveOn: '2027-07-01',
  celsius: '15.5',
  bankCard: '6217000000000000012',
  loginName: 'newcomer',
  template: 'yonyou',
  receipt: 'LQ-1',
  code: '123456',
  remindOn: '2026-11-30',
  approvals: [{ id: 'unknown', payloadHash: '0'.repeat(64) }],
  cubicMetres: '1234.5',
  meterNumber: 'RQ001234',
  month: '2026-11',
  accepted: ['example'],
  meanCelsius: '15.50',
  routeNo: '102100099996',
  startsOn: '2026-10-28',
  payloadHash: '0'.repeat(64),
  digest: '0'.repeat(64),
  number: 'LZ-118',
  staffNumber: 'a1001',
  use: 'residential',
}

/** Fields that may be left out, but not all of them. */
const ALSO = new Set(['startsOn'])

type JsonSchema = { [key: string]: unknown } & {
  properties?: Record<string, JsonSchema>
  required?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
}

function valueFor(name: string, schema: JsonSchema): unknown {
  const [first] = schema.oneOf ?? schema.anyOf ?? []
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name]
  if (first) return valueFor(name, first)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (schema.format === 'email') return 'zhang@example.com'
  if (schema.type === 'object') return objectFor(schema)
  if (schema.type === 'array') return []
  if (schema.type === 'boolean') return true
  return schema.type === 'integer' || schema.type === 'number' ? 100 : '示例'
}

const objectFor = ({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || ALSO.has(name))
      .map(([name, schema]) => [name, valueFor(name, schema)]),
  )

/** What a route's query or body asks for and nothing more, with what is given put in; throws where a field needs an example in BY_NAME. */
export function exampleOf(shape: z.ZodType | undefined, given: Readonly<Record<string, unknown>>) {
  if (!shape) return undefined
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const [first] = schema.oneOf ?? schema.anyOf ?? [schema]
  const fields = Object.keys(first?.properties ?? {}).filter((name) => Object.hasOwn(given, name))
  const example = { ...objectFor(first ?? {}), ...Object.fromEntries(fields.map((name) => [name, given[name]])) }
  const read = shape.safeParse(example)
  if (!read.success) throw new Error(`no example: ${JSON.stringify(example)} ${read.error.message}`)
  return example
}

/** Whether a route's query or body has a field of one of these names. */
export function asksFor(names: readonly string[], { query, body }: Route): boolean {
  return [query, body].some((shape) => {
    if (!shape) return false
    const { properties = {} } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema
    return names.some((name) => Object.hasOwn(properties, name))
  })
}

/** The route's address with its names filled in. */
export const addressOf = ({ path }: Route, params: Readonly<Record<string, string>>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'unknown')

/** A whole request to a route, as a browser would send it. */
export function requestTo(
  route: Route,
  params: Readonly<Record<string, string>>,
  given: Readonly<Record<string, unknown>> = {},
): { method: string; address: string; body?: BodyInit; headers: Record<string, string> } {
  const query = new URLSearchParams(exampleOf(route.query, given) as Record<string, string> | undefined).toString()
  const address = `${addressOf(route, params)}${query === '' ? '' : `?${query}`}`
  const asked = { method: route.method.toUpperCase(), address, headers: {} }
  if (route.maxRawBytes !== undefined) return { ...asked, body: '用户编码\n' }
  const fields = exampleOf(route.body, given)
  if (!fields) return asked
  const files = route.photos ?? (route.upload ? ['file'] : undefined)
  if (!files) return { ...asked, body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  for (const name of files) form.set(name, new Blob([Buffer.from('ffd8ffe000104a46494600010100', 'hex')]), name)
  return { ...asked, body: form }
}
