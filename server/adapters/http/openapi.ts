import { z } from 'zod'
import { companiesAnswer } from '../../../contract/company'
import { estimateAnswer, estimateRequest, feeSheet, gasEstimateRequest } from '../../../contract/estimates'
import { readyAnswer } from '../../../contract/ready'
import * as resident from '../../../contract/resident'
import { CLAIM_OPERATIONS } from './operations/claims'
import { CONSOLE_OPERATIONS } from './operations/console'
import { DIFFERENCE_OPERATIONS } from './operations/differences'
import { FILE_OPERATIONS } from './operations/files'
import { MESSAGE_OPERATIONS } from './operations/messages'
import type { Operation } from './operations/operation'
import { REPORT_OPERATIONS } from './operations/reports'
import { SEASON_OPERATIONS } from './operations/season'
import { SETTLEMENT_OPERATIONS } from './operations/settlements'

const OPERATIONS: Operation[] = [
  { method: 'get', path: '/readyz', summary: '能否处理请求', answer: readyAnswer },
  { method: 'get', path: '/api/companies', summary: '供热公司', answer: companiesAnswer },
  {
    method: 'post',
    path: '/api/session',
    summary: '登录',
    request: resident.sessionRequest,
    answer: resident.sessionAnswer,
  },
  { method: 'post', path: '/api/estimates', summary: '热费测算', request: estimateRequest, answer: estimateAnswer },
  {
    method: 'post',
    path: '/api/estimates/gas',
    summary: '阶梯气价测算',
    request: gasEstimateRequest,
    answer: feeSheet,
  },
  {
    method: 'post',
    path: '/api/households/lookup',
    summary: '按用户编码查询',
    session: true,
    request: resident.lookupRequest,
    answer: resident.householdCard,
  },
  { method: 'get', path: '/api/households', summary: '我的用户', session: true, answer: resident.householdsAnswer },
  {
    method: 'post',
    path: '/api/households',
    summary: '保存或绑定用户',
    session: true,
    request: resident.saveHouseholdRequest,
    answer: resident.householdCard,
  },
  { method: 'delete', path: '/api/households/{id}', summary: '移除用户', session: true },
  { method: 'get', path: '/api/households/{id}/bill', summary: '账单', session: true, answer: resident.billAnswer },
  {
    method: 'post',
    path: '/api/orders',
    summary: '发起缴费',
    session: true,
    idempotent: true,
    request: resident.orderRequest,
    answer: resident.orderAnswer,
  },
  { method: 'get', path: '/api/orders', summary: '缴费记录', session: true, answer: resident.historyAnswer },
  { method: 'get', path: '/api/orders/{no}', summary: '订单状态', session: true, answer: resident.orderView },
  {
    method: 'post',
    path: '/api/orders/{no}/pay-parameters',
    summary: '继续支付',
    session: true,
    answer: resident.orderAnswer,
  },
  {
    method: 'post',
    path: '/api/orders/{no}/client-result',
    summary: '客户端支付结果',
    session: true,
    request: resident.clientResultRequest,
    answer: resident.orderView,
  },
  { method: 'post', path: '/api/orders/{no}/cancel', summary: '取消订单', session: true, answer: resident.orderView },
  {
    method: 'post',
    path: '/api/invoices',
    summary: '申请发票',
    session: true,
    request: resident.invoiceRequest,
    answer: resident.invoiceView,
  },
  { method: 'get', path: '/api/invoices', summary: '我的发票', session: true, answer: resident.invoicesAnswer },
  { method: 'get', path: '/api/invoices/{id}', summary: '发票', session: true, answer: resident.invoiceView },
  { method: 'get', path: '/api/invoices/{id}/pdf', summary: '下载发票', session: true },
  ...MESSAGE_OPERATIONS,
  ...SEASON_OPERATIONS,
  ...SETTLEMENT_OPERATIONS,
  ...CLAIM_OPERATIONS,
  ...CONSOLE_OPERATIONS,
  ...DIFFERENCE_OPERATIONS,
  ...FILE_OPERATIONS,
  ...REPORT_OPERATIONS,
]

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

function describe(operation: Operation): object {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return {
    summary: operation.summary,
    ...(operation.session ? { security: [{ resident: [] }] } : {}),
    ...(operation.staff ? { security: [{ staff: [] }] } : {}),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(operation.query ? parametersOf(operation.query) : []),
      ...(operation.idempotent
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
    ...(operation.request ? { requestBody: { required: true, ...bodyOf(operation.request, operation.files) } } : {}),
    responses: {
      '2XX': { description: 'done', ...(operation.answer ? jsonOf(operation.answer, 'output') : {}) },
      default: problem,
    },
  }
}

/** The API's description, made from the same schemas that validate (contract.md). */
export function openapiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
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
