import fc from 'fast-check'
import { z } from 'zod'
import type { Route } from '../../../server/adapters/http/routing/route'

/** What a field may hold that no page of ours would send: wrong kinds, edges of numbers and days, letters that make trouble. */
const WILD = [
  null, true, 0, -1, -0, 1, 0.1, 1e-9, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, [], {}, [[]], [null], { a: 1 }, '', ' ', '\u0000', '\ufeff', '　',
  '0', '-1', '1e9', '0x10', 'Infinity', 'true', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  '2026-02-30', '0000-00-00', '9999-12-31', '2026-13-01', '2026-11-20T00:00:00Z', '20261120', '１２３', '٣', '𠮷', '😀', '‮', 'a\r\nb', 'é', 'é',
  "' OR 1=1 --", '%', '_', '\\', '%00', '../../etc/passwd', '<script>alert(1)</script>', '=1+1', '{{7*7}}',
  '\ud800', 'x'.repeat(300), '热'.repeat(300), '9'.repeat(400), 'lanzhou ', 'LANZHOU', 'nowhere',
] as const // biome-ignore format: a list of values

export const wild: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WILD) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** A name in an address: something that is there, mostly; otherwise anything. */
const named = (known: string | undefined) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(known ?? 'unknown') },
    { weight: 1, arbitrary: wild.map((value) => String(value).slice(0, 300)) },
  )

/** What a shape asks for as far as it can be told, with some fields left out, some spoilt, and now and then one too many. */
export function spoiltFields(shape: z.ZodType | undefined, example: Record<string, unknown> | undefined) {
  if (!shape) return fc.constant(undefined)
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as {
    properties?: object
    anyOf?: { properties?: object }[]
    oneOf?: { properties?: object }[]
  }
  const all = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const names = [...new Set(all.flatMap(({ properties = {} }) => Object.keys(properties)))]
  const field = (name: string) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(example && Object.hasOwn(example, name) ? { value: example[name] } : {}) },
      { weight: 2, arbitrary: wild.map((value) => ({ value })) },
      { weight: 1, arbitrary: fc.constant({}) },
    )
  return fc
    .tuple(fc.record(Object.fromEntries(names.map((name) => [name, field(name)]))), wild)
    .map(([chosen, more]) => {
      const filled = Object.entries(chosen).flatMap(([name, given]) => ('value' in given ? [[name, given.value]] : []))
      return { ...Object.fromEntries(filled), ...(more === null ? { surplus: more } : {}) } as Record<string, unknown>
    })
}

export interface HostileRequest {
  address: string
  body: string | undefined
  type: string
}

/** JSON, also of what JSON.stringify would leave out or refuse. */
const jsonOf = (value: unknown) => JSON.stringify(value) ?? 'undefined'

/** Requests to one route: addresses, queries and bodies near what it asks for; some that are no JSON at all. */
export function hostileRequests(
  route: Route,
  params: Readonly<Record<string, string>>,
  example: { query: Record<string, unknown> | undefined; body: Record<string, unknown> | undefined },
): fc.Arbitrary<HostileRequest> {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const address = fc.record(Object.fromEntries(names.map((name) => [name, named(params[name])])))
  const body = fc.oneof(
    { weight: 8, arbitrary: spoiltFields(route.body, example.body).map(jsonOf) },
    { weight: 1, arbitrary: wild.map(jsonOf) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '[', '{"a":', '\u0000', '{"__proto__":{"x":1}}', '['.repeat(2_000)),
    },
  )
  return fc
    .tuple(address, spoiltFields(route.query, example.query), body, fc.integer({ min: 0, max: 19 }))
    .map(([filled, query, text, odd]) => {
      const at = route.path.replace(/:(\w+)/g, (_, name: string) => encodeSafely(String(filled[name])))
      const asked = Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)])
      const search = new URLSearchParams(asked).toString()
      return {
        address: `${at}${search === '' ? '' : `?${search}`}`,
        body: route.method === 'get' ? undefined : text,
        type: odd === 0 ? 'text/plain' : odd === 1 ? 'application/json; charset=gbk' : 'application/json',
      }
    })
}

/** An address cannot hold half a letter; what remains is sent as it is. */
const encodeSafely = (text: string) => encodeURIComponent(text.toWellFormed())
