// Residents who pay and ask for invoices in a running sandbox installation, for the console's pictures: one for a person, one
// for a company, and one that is taken back by a red letter.
import { randomUUID } from 'node:crypto'

const TITLES = {
  6201000002: { kind: 'personal', name: '刘示范' },
  6201000003: { kind: 'personal', name: '陈示范' },
  6201000007: { kind: 'company', name: '演示设计院', taxNumber: '91110105101234567Y' },
}
/** Whose invoice is taken back. */
const TAKEN_BACK = '6201000003'

async function until(look, isSo) {
  for (let tries = 0; tries < 100; tries++) {
    const seen = await look()
    if (isSo(seen)) return seen
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('what the pictures wait for has not happened')
}

async function resident(base, company, person) {
  const call = async (method, at, body, headers = {}) => {
    const answer = await fetch(`${base}${at}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${at}: ${await answer.text()}`)
    return answer.json()
  }
  const { code } = await call('POST', '/sandbox/api/login-codes', { platform: 'wechat', company, person })
  const { token } = await call('POST', '/api/session', { company, platform: 'wechat', code })
  const own = { authorization: `Bearer ${token}` }
  return {
    pay: (orderNo) => call('POST', '/sandbox/api/pay', { orderNo }),
    get: (at) => call('GET', at, undefined, own),
    post: (at, body, headers = {}) => call('POST', at, body, { ...own, ...headers }),
  }
}

async function payAndAsk(base, company, userCode, title) {
  const payer = await resident(base, company, `invoice-${userCode}`)
  const household = await payer.post('/api/households/lookup', { userCode })
  const key = { 'idempotency-key': randomUUID() }
  const { order } = await payer.post('/api/orders', { kind: 'whole', householdId: household.id }, key)
  await payer.pay(order.orderNo)
  await until(
    () => payer.get(`/api/orders/${order.orderNo}`),
    ({ state }) => state === 'paid',
  )
  const invoice = await payer.post('/api/invoices', { orderNo: order.orderNo, title })
  await until(
    () => payer.get(`/api/invoices/${invoice.id}`),
    ({ state }) => state === 'issued',
  )
  return invoice.id
}

/** Pays, asks, and has two members of staff take one invoice back; `maker` and `checker` are logged in. */
export async function issueInvoices(base, company, { maker, checker }) {
  const issued = new Map()
  for (const [userCode, title] of Object.entries(TITLES)) {
    issued.set(userCode, await payAndAsk(base, company, userCode, title))
  }
  const taken = issued.get(TAKEN_BACK)
  const { id } = await maker.post(`/invoices/${taken}/red-letter`, { company, reason: '购买方名称有误，重新开具' })
  const { payloadHash } = await checker.get(`/approvals/${id}`)
  await checker.post(`/approvals/${id}/approve`, { payloadHash })
  await until(
    () => maker.get(`/invoices?company=${company}`),
    ({ rows }) => rows.some((row) => row.kind === 'red' && row.state === 'issued'),
  )
}

/** Money that no order explains, for the picture of suspense. */
export async function strayMoney(base, company) {
  const stray = { channel: 'wechat', company, amountFen: 223_325, orderNo: 'HPSTRAY000000000009' }
  await fetch(`${base}/sandbox/api/strays`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(stray),
  })
}
