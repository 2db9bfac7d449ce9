import type { ZodType } from 'zod'
import type { CompaniesAnswer } from '../../../contract/company'
import { estimateAnswer, estimateRequest } from '../../../contract/estimates'
import {
  type MessageTemplatesAnswer,
  messageConsentsAnswer,
  messageConsentsRequest,
  messageTemplatesAnswer,
} from '../../../contract/messages'
import type { Problem } from '../../../contract/problem'
import {
  billAnswer,
  clientResultRequest,
  historyAnswer,
  householdCard,
  householdsAnswer,
  invoiceRequest,
  invoicesAnswer,
  invoiceView,
  lookupRequest,
  orderAnswer,
  orderRequest,
  orderView,
  type PayParameters,
  saveHouseholdRequest,
  sessionAnswer,
  sessionRequest,
} from '../../../contract/resident'
import { MINIMUM, scriptedBooks, TOTAL, USER_CODE } from './scriptedBooks'
import { scriptedCompanies } from './scriptedCompanies'
import { scriptedSeason } from './scriptedSeason'

export interface ApiRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
}

export interface ApiAnswer {
  status: number
  body: unknown
}

export function problem(status: number, code: string, detail: string): ApiAnswer {
  const body: Problem = { type: `urn:heatpay:${code}`, title: '没有办成', status, code, detail }
  return { status, body }
}

const NOT_FOUND = problem(
  404,
  'not-found',
  '没有找到这个用户编码。请核对合同或往年发票上的 12 位数字，或拨打 8119000。',
)

const good = <T>(schema: ZodType<T>, body: T): ApiAnswer => ({ status: 200, body: schema.parse(body) })

/**
 * A small server that tells one story and speaks the contract: every request is read with the contract's schema, and so
 * is every answer, so that the script cannot drift from what the real server and the pages have agreed on.
 */
export function scriptedApi(
  mode: CompaniesAnswer['mode'] = 'production',
  templates: MessageTemplatesAnswer['templates'] = [],
) {
  const books = scriptedBooks()
  const season = scriptedSeason(books.state)
  const log: ApiRequest[] = []
  const tokens = new Map<string, 'wechat' | 'alipay'>()
  const idempotent = new Map<string, ApiAnswer>()
  const tricks: { matches: RegExp; trick: 'lost' | 'lost-answer' | ApiAnswer }[] = []

  function payParameters(channel: PayParameters['channel'], orderNo: string): PayParameters {
    if (channel === 'alipay') return { channel, tradeNO: `20261121220014${orderNo.slice(-14)}` }
    return {
      channel,
      timeStamp: '1795233600',
      nonceStr: 'n0nce',
      package: `prepay_id=wx${orderNo}`,
      signType: 'RSA',
      paySign: 'c2ln',
    }
  }

  function order(request: ApiRequest, channel: 'wechat' | 'alipay'): ApiAnswer {
    const key = request.headers['idempotency-key']
    if (!key) return problem(400, 'idempotency-key-missing', '请求缺少幂等键。')
    const before = idempotent.get(key)
    if (before) return before
    const asked = orderRequest.parse(request.body)
    const { arrearsFen } = books.state
    const amountFen = asked.kind === 'whole' ? books.remainingFen() + arrearsFen : asked.partFen
    if (asked.kind === 'part' && amountFen !== arrearsFen && books.remainingFen() === TOTAL && amountFen < MINIMUM)
      return problem(422, 'first-part-too-small', '首次缴纳不能少于全部热费的一半（1,116.63 元）。')
    const opened = books.openOrder(channel, amountFen)
    const answer = good(orderAnswer, { order: opened, pay: payParameters(channel, opened.orderNo) })
    idempotent.set(key, answer)
    return answer
  }

  function orderAction(no: string, action: string | undefined, request: ApiRequest): ApiAnswer {
    const known = books.orders.get(no)
    if (!known) return problem(404, 'not-found', '没有这笔订单。')
    if (action === 'claim') return season.claim(no, request)
    if (action === 'pay-parameters') {
      if (known.state !== 'unpaid') return problem(409, 'order-not-open', '这笔订单不能再付款。')
      return good(orderAnswer, { order: known, pay: payParameters(known.channel, no) })
    }
    if (action === 'client-result') {
      const { outcome } = clientResultRequest.parse(request.body)
      if (known.state === 'unpaid' && (outcome === 'paid' || outcome === 'pending'))
        books.change(no, { state: 'confirming' })
      return { status: 204, body: undefined }
    }
    if (action === 'cancel') return good(orderView, books.change(no, { state: 'closed' }) ?? known)
    return good(orderView, known)
  }

  function household(request: ApiRequest, [id, more]: readonly (string | undefined)[]): ApiAnswer {
    const ofSeason = season.ofHousehold(request, more)
    if (ofSeason) return ofSeason
    if (request.method === 'POST') {
      const saving = id === 'lookup' ? undefined : saveHouseholdRequest.parse(request.body)
      const { userCode } = saving ?? lookupRequest.parse(request.body)
      if (userCode !== USER_CODE) return NOT_FOUND
      if (saving) books.state.saved = true
      if (saving?.proof && saving.proof !== '王秀英')
        return problem(422, 'proof-wrong', '户主姓名与登记的不一致，请核对后再试。')
      if (saving?.proof) books.state.verified = true
      return good(householdCard, books.card())
    }
    if (request.method === 'DELETE') {
      books.state.saved = false
      return { status: 204, body: undefined }
    }
    if (more === 'bill') return good(billAnswer, books.bill())
    const households = books.state.saved ? [{ ...books.card(), state: books.homeState() }] : []
    return good(householdsAnswer, { today: '2026-11-22', hotline: '8119000', households })
  }

  function invoice(request: ApiRequest, [id, pdf]: readonly (string | undefined)[]): ApiAnswer {
    if (request.method === 'POST') {
      const { orderNo, title } = invoiceRequest.parse(request.body)
      return good(invoiceView, books.askInvoice(orderNo, title.kind, title.name))
    }
    if (!id) return good(invoicesAnswer, { invoices: [...books.invoices.values()] })
    const known = books.invoices.get(id)
    if (!known) return problem(404, 'not-found', '没有这张发票。')
    return pdf ? { status: 200, body: '%PDF-1.4' } : good(invoiceView, known)
  }

  function estimate(request: ApiRequest): ApiAnswer {
    const { heatSource, buildingArea = '0' } = estimateRequest.parse(request.body)
    if (heatSource === 'gas') return problem(422, 'no-price', '这种情况没有公布价格，请拨打 8119000 咨询。')
    const amountFen = Math.round(Number(buildingArea) * 2500)
    const line = { label: '居民热费', formula: `${buildingArea} m² × 5.00 元/(月·m²) × 5 月`, rule: 'LZ1', amountFen }
    const instalments = {
      allowed: true as const,
      minimumFirstFen: Math.ceil(amountFen / 2),
      balanceDueOn: '2027-01-01',
    }
    const prepay = { lines: [line], totalFen: amountFen }
    return good(estimateAnswer, { prepay, metered: null, settlement: null, instalments, owed: null })
  }

  function route(request: ApiRequest): ApiAnswer {
    const [, , resource, ...rest] = request.path.split('/')
    if (resource === 'companies') return { status: 200, body: scriptedCompanies(mode, books.state.invoicesOff) }
    if (resource === 'estimates') return estimate(request)
    if (resource === 'session') {
      const { platform } = sessionRequest.parse(request.body)
      const token = `token-${tokens.size + 1}`
      tokens.set(token, platform)
      return good(sessionAnswer, { token, expiresAt: Date.now() + 3_600_000 })
    }
    const channel = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''))
    if (!channel) return problem(401, 'not-logged-in', '请先登录。')
    if (resource === 'households') return household(request, rest)
    if (resource === 'invoices') return invoice(request, rest)
    if (resource === 'applications') return season.application(rest[0], rest[1])
    if (resource === 'claims') return season.claims()
    if (resource === 'message-templates') return good(messageTemplatesAnswer, { templates: [...templates] })
    if (resource === 'message-consents') {
      const { accepted } = messageConsentsRequest.parse(request.body)
      return { ...good(messageConsentsAnswer, { noted: accepted.length }), status: 201 }
    }
    if (resource === 'orders' && rest[0]) return orderAction(rest[0], rest[1], request)
    if (resource === 'orders' && request.method === 'POST') return order(request, channel)
    if (resource === 'orders') return good(historyAnswer, { orders: [...books.orders.values()].reverse() })
    return problem(404, 'not-found', '没有这个地址。')
  }

  return {
    books,
    season,
    log,
    /** Sessions run out. */
    forgetTokens: () => tokens.clear(),
    /** The next request that matches is lost, its answer is lost, or it is answered so. */
    next(matches: RegExp, trick: 'lost' | 'lost-answer' | ApiAnswer) {
      tricks.push({ matches, trick })
    },
    requests: (matches: RegExp) => log.filter(({ method, path }) => matches.test(`${method} ${path}`)),
    /** Undefined: no answer came. */
    async answer(request: ApiRequest): Promise<ApiAnswer | undefined> {
      log.push(request)
      const place = tricks.findIndex(({ matches }) => matches.test(`${request.method} ${request.path}`))
      const trick = place < 0 ? undefined : tricks.splice(place, 1)[0]?.trick
      if (trick === 'lost') return undefined
      if (trick === 'lost-answer') {
        route(request)
        return undefined
      }
      return trick ?? route(request)
    },
  }
}

export type ScriptedApi = ReturnType<typeof scriptedApi>
