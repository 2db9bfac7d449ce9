import { createHmac, randomBytes } from 'node:crypto'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

/** A client of 诺诺 from its public documentation (formats.md 6.3 to 6.7), with its own signing code, against our sandbox. */
let sandbox: TestSandbox
let server: Receiver
let account: { appKey: string; appSecret: string; taxNumber: string }
let token: string
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  server.answer = { status: 200, body: '{"status":"0000","message":"同步成功"}' }
  account = (await sandbox.api('POST', 'nuonuo-accounts/beijing')).body as unknown as typeof account
  token = String((await fetchToken()).access_token)
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})
const fault = (
  name:
    | 'invoiceFails'
    | 'invoiceSlowMs'
    | 'invoiceLinkExpired'
    | 'timeoutAfterEffect'
    | 'invoiceCallbackForged'
    | 'invoiceCallbackTwice',
  setting: object | null,
) => sandbox.world.faults.set(name, setting)

async function fetchToken(): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({
    client_id: account.appKey,
    client_secret: account.appSecret,
    grant_type: 'client_credentials',
  })
  return (await (await fetch(`${sandbox.url}/accessToken`, { method: 'POST', body })).json()) as Record<string, unknown>
}

const sign = (secret: string, text: string) => createHmac('sha1', secret).update(text).digest('base64')

interface Said {
  code: string
  result: { invoiceSerialNum: string } & Record<string, string>[]
}

async function call(method: string, content: object, { secret = account.appSecret, ms = 20_000 } = {}): Promise<Said> {
  const [i, n, t] = [randomBytes(16).toString('hex'), '12345678', String(Math.floor(Date.now() / 1000))]
  const f = JSON.stringify(content)
  const query = new URLSearchParams({ senid: i, nonce: n, timestamp: t, appkey: account.appKey })
  const answer = await fetch(`${sandbox.url}/open/v1/services?${query}`, {
    method: 'POST',
    headers: {
      'Content-type': 'application/json',
      'X-Nuonuo-Sign': sign(secret, `a=services&l=v1&p=open&k=${account.appKey}&i=${i}&n=${n}&t=${t}&f=${f}`),
      accessToken: token,
      userTax: account.taxNumber,
      method: `nuonuo.OpeMplatform.${method}`,
    },
    body: f,
    signal: AbortSignal.timeout(ms),
  })
  return (await answer.json()) as Said
}

const order = (orderNo: string) => ({
  order: {
    ...{ buyerName: '张三', buyerTaxNum: '', salerTaxNum: account.taxNumber, salerTel: '010-1', salerAddress: '北京' },
    ...{ orderNo, invoiceDate: '2026-11-01 08:00:00', clerk: '李四', invoiceType: '1', invoiceLine: 'pc' },
    callBackUrl: `${server.url}/callback`,
    invoiceDetail: [
      {
        ...{
          goodsName: '采暖费',
          withTaxFlag: '1',
          taxRate: '0',
          tax: '0',
          zeroRateFlag: '1',
          favouredPolicyFlag: '03',
        },
        ...{ favouredPolicyName: '免税', taxExcludedAmount: '2200.00', taxIncludedAmount: '2200.00' },
      },
    ],
  },
})
const issue = (orderNo: string) => call('requestBillingNew', order(orderNo))
const query = async (orderNo: string) => (await call('queryInvoiceResult', { orderNos: [orderNo] })).result[0] ?? {}

it('signs as the published example does', () => {
  const text =
    'a=services&l=v1&p=open&k=SD54839023&i=0123456789abcdef0123456789abcdef&n=12345678&t=1735689600&f={"serialNos":["21010611130401000006"]}'
  expect(sign('SD9FD6E9B2F8', text)).toBe('yFEvmeVTdTgWuDWArf+pWSQQwqM=')
})

it('issues one invoice of 20 digits with its three files, and takes a number once', async () => {
  expect((await issue('N1')).code).toBe('E0000')
  expect((await issue('N1')).code).toBe('E9106')
  const found = await query('N1')
  expect(found).toMatchObject({ status: '2', orderAmount: '2200.00', invoiceCode: '' })
  expect(found.invoiceNo).toMatch(/^\d{20}$/)
  const starts = { pdfUrl: '%PDF', ofdUrl: 'PK', xmlUrl: '<?xml' }
  for (const [name, start] of Object.entries(starts))
    expect((await (await fetch(String(found[name]))).text()).startsWith(start)).toBe(true)
  fault('invoiceLinkExpired', { count: 1 })
  expect((await fetch(String(found.pdfUrl))).status).toBe(403)
})

it('finds by a query what was issued while its answer was lost', async () => {
  fault('timeoutAfterEffect', { count: 1, api: 'invoice' })
  await expect(call('requestBillingNew', order('N2'), { ms: 300 })).rejects.toThrow()
  fault('timeoutAfterEffect', null)
  expect(await query('N2')).toMatchObject({ orderNo: 'N2', status: '2' })
  expect((await issue('N2')).code).toBe('E9106')
})

it('fails twice, then issues under the same number', async () => {
  fault('invoiceFails', { count: 2 })
  const serial = (await issue('N3')).result.invoiceSerialNum
  for (const status of ['22', '22', '2']) {
    expect(await query('N3')).toMatchObject({ serialNo: serial, status })
    const again = await call('reInvoice', { fpqqlsh: serial, orderno: 'N3' })
    expect(again.code).toBe(status === '22' ? 'E0000' : 'E9612')
  }
})

it('takes an invoice back once', async () => {
  await issue('N4')
  const { invoiceNo } = await query('N4')
  const red = (orderNo: string) =>
    call('fastInvoiceRed', { orderNo, taxNum: account.taxNumber, elecInvoiceNumber: invoiceNo })
  expect([(await red('R4')).code, (await red('R4')).code, (await red('R5')).code]).toEqual(['E0000', 'E9106', 'E9501'])
  expect(await query('R4')).toMatchObject({ status: '2', orderAmount: '-2200.00', oldEleInvoiceNumber: invoiceNo })
})

it('calls back unsigned, forged first and twice; only the query tells the truth', async () => {
  await sandbox.tick()
  server.received.length = 0
  fault('invoiceCallbackForged', { count: 1 })
  fault('invoiceCallbackTwice', { count: 1 })
  await issue('N6')
  await sandbox.tick()
  const said = server.received.map(({ body }) =>
    JSON.parse(new URLSearchParams(body.toString()).get('content') ?? '{}'),
  )
  expect(said.map(({ c_status }) => c_status)).toEqual(['2', '1', '1'])
  expect((await query('N6')).invoiceNo).toBe(said[1].c_fphm)
})

it('refuses a wrong signature, a stale token, and more than 50 tokens in 30 days', async () => {
  expect((await call('queryInvoiceResult', { orderNos: ['N1'] }, { secret: 'wrong' })).code).not.toBe('E0000')
  let given = 1
  while ((await fetchToken()).access_token !== undefined) given++
  expect(given).toBe(50)
  sandbox.clock.setOffset(86_400_001)
  expect((await call('queryInvoiceResult', { orderNos: ['N1'] })).code).not.toBe('E0000')
})
