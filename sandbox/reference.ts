import { z } from 'zod'
import { PRODUCTS } from './alipay/browser'
import { METHODS } from './alipay/routes'
import { json, type Route } from './http/router'

type Entry = Record<string, unknown>

/** A schema as JSON Schema; what only code can check (a public key, a date in order) is left to the answer. */
const described = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

const jsonBody = (schema: z.ZodType) => ({
  requestBody: { required: true, content: { 'application/json': { schema: described(schema) } } },
})

function queryOf(schema: z.ZodType): Entry[] {
  const { properties = {}, required = [] } = described(schema) as { properties?: Entry; required?: string[] }
  return Object.entries(properties).map(([name, value]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema: value },
  }))
}

/** What a route is in OpenAPI's words. */
function operationOf({ title, asks, pattern, method }: Route): Entry {
  const parts = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  const tag = pattern.startsWith('/sandbox/') ? '沙箱' : pattern.startsWith('/downloadBill') ? '支付宝' : '微信支付'
  return {
    ...{ summary: title, tags: [tag], operationId: `${method} ${pattern}` },
    parameters: [...parts, ...(asks?.in === 'query' ? queryOf(asks.schema) : [])],
    ...(asks?.in === 'body' ? jsonBody(asks.schema) : {}),
    responses: { '2XX': { description: '成功' }, default: { description: '按各平台的格式说明原因' } },
  }
}

/** Alipay's gateway is one address: each of its methods is told of by itself, with its biz_content as the body. */
function gatewayPaths(): Record<string, Entry> {
  const responses = { '200': { description: '签名的回答；业务失败时 code 为 40004，原因在 sub_code' } }
  const named = Object.entries(METHODS).map(([method, { title, asks }]): [string, Entry] => [
    `/gateway.do?method=${method}`,
    { post: { summary: title, tags: ['支付宝'], operationId: method, ...(asks ? jsonBody(asks) : {}), responses } },
  ])
  const inBrowsers = Object.keys(PRODUCTS).map((method): [string, Entry] => [
    `/gateway.do?method=${method}`,
    {
      get: {
        ...{ summary: '由付款人的浏览器或 App 调起', tags: ['支付宝'], operationId: method },
        responses: { '303': { description: '到收银台；付完带签名的结果回 return_url' } },
      },
    },
  ])
  return Object.fromEntries([...named, ...inBrowsers])
}

/** The sandbox's endpoints as an OpenAPI document, made from the very routes that answer. */
export function reference(routes: readonly Route[], url: string): object {
  const paths: Record<string, Entry> = {}
  for (const route of routes) {
    if (route.title === undefined) continue
    const path = route.pattern.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'heatpay 沙箱',
      version: '1',
      description:
        '微信支付 v3、支付宝开放平台与合作银行的替身。渠道接口要按各平台的规则签名；/sandbox/api/ 下的接口代人操作，不签名。',
    },
    servers: [{ url }],
    tags: [{ name: '微信支付' }, { name: '支付宝' }, { name: '沙箱' }],
    paths: { ...paths, ...gatewayPaths() },
  }
}

/** GET /sandbox/openapi.json. */
export function referenceRoute(routes: readonly Route[], urlOf: () => string): Route {
  return { method: 'GET', pattern: '/sandbox/openapi.json', handler: () => json(200, reference(routes, urlOf())) }
}
