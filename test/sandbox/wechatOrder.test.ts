import { X509Certificate } from 'node:crypto'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { isSignedByPlatform, open, type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

let sandbox: TestSandbox
let lanzhou: WechatClient
beforeAll(async () => {
  sandbox = await startTestSandbox()
  lanzhou = wechatClient(sandbox, 'lanzhou')
})
afterAll(() => sandbox.remove())
afterEach(() => sandbox.clock.setOffset(0))

describe('a request to WeChat Pay', () => {
  it('is believed when it is signed by the merchant, and answered under the platform certificate', async () => {
    const answer = await lanzhou.order({ out_trade_no: 'HPSIGNED0001' })
    expect(answer.status).toBe(200)
    expect(answer.json.prepay_id).toMatch(/^wx\d{14}[0-9a-f]{20}$/)
    expect(answer.headers.get('wechatpay-serial')).toBe(sandbox.keys.text('wechat-platform.serial'))
    expect(answer.headers.get('request-id')).toBeTruthy()
    expect(isSignedByPlatform(sandbox, answer)).toBe(true)
  })

  it('is answered under the WeChat Pay public key when it names that key', async () => {
    const id = sandbox.keys.text('wechat-pubkey.id')
    const answer = await lanzhou.call(
      'GET',
      `/v3/pay/transactions/out-trade-no/HPSIGNED0001?mchid=${lanzhou.numbers.mchid}`,
      undefined,
      {
        headers: { 'wechatpay-serial': id },
      },
    )
    expect(answer.headers.get('wechatpay-serial')).toBe(id)
    expect(isSignedByPlatform(sandbox, answer)).toBe(true)
  })

  it.each([
    ['its body was changed on the way', { sentBody: '{"appid":"x"}' }],
    ['its clock is 301 s behind', { skew: -302 }],
    ['its clock is 301 s ahead', { skew: 302 }],
    ['its certificate serial is another', { serial: '3'.repeat(40) }],
    ['it has no authorization', { authorization: '' }],
    ['its authorization has blanks', { authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1", nonce_str="2"' }],
  ])('is refused without a signature when %s', async (_why, options) => {
    const answer = await lanzhou.order({ out_trade_no: 'HPREFUSED001' }, options)
    expect(answer.status).toBe(401)
    expect(answer.json).toMatchObject({ code: 'SIGN_ERROR' })
    expect(answer.headers.get('wechatpay-signature')).toBeNull()
    expect((await lanzhou.query('HPREFUSED001')).json).toMatchObject({ code: 'ORDER_NOT_EXIST' })
  })

  it('is believed with a clock that is 299 s off', async () => {
    expect((await lanzhou.order({ out_trade_no: 'HPSKEWED0001' }, { skew: -298 })).status).toBe(200)
  })

  it("is believed by the machine's clock while the sandbox's stands in another season", async () => {
    sandbox.clock.setOffset(-400 * 86_400_000)
    const answer = await lanzhou.order({ out_trade_no: 'HPOLDTIME001' }, { skew: 400 * 86_400 })
    expect(answer.status).toBe(200)
  })

  it('needs Accept and User-Agent', async () => {
    const answer = await lanzhou.order({ out_trade_no: 'HPNOAGENT001' }, { headers: { 'user-agent': '' } })
    expect(answer).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  })

  it('larger than 256 KiB is turned away', async () => {
    const answer = await lanzhou.order({ out_trade_no: 'HPTOOLARGE01', attach: 'x'.repeat(300_000) })
    expect(answer.status).toBe(413)
  })
})

describe('an order', () => {
  it.each([
    ['/amount/total', { amount: { total: 0 } }],
    ['/amount/total', { amount: { total: 1.5 } }],
    ['/out_trade_no', { out_trade_no: 'HP 1' }],
    ['/description', { description: 'x'.repeat(128) }],
    ['/notify_url', { notify_url: 'http://127.0.0.1:1/notify?a=1' }],
    ['/payer/openid', { payer: {} }],
    ['/time_expire', { time_expire: '2020-01-01T00:00:00+08:00' }],
    ['/time_expire', { time_expire: '2099-01-01T00:00:00+08:00' }],
  ])('with an unusable %s is refused by name', async (field, fields) => {
    const answer = await lanzhou.order({ out_trade_no: 'HPFIELDS0001', ...fields })
    expect(answer).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR', detail: { field, location: 'body' } } })
  })

  it('of another merchant or app is refused', async () => {
    const beijing = sandbox.keys.merchant('beijing').wechat
    expect((await lanzhou.order({ out_trade_no: 'HPFOREIGN001', mchid: beijing.mchid })).json).toMatchObject({
      code: 'INVALID_REQUEST',
    })
    expect((await lanzhou.order({ out_trade_no: 'HPFOREIGN001', appid: beijing.appid })).json).toMatchObject({
      code: 'APPID_MCHID_NOT_MATCH',
    })
  })

  it("for an openid of another company's app is refused", async () => {
    const { body } = await sandbox.api('POST', 'login-codes', {
      platform: 'wechat',
      company: 'beijing',
      person: '张三',
    })
    const { appid, appSecret } = sandbox.keys.merchant('beijing').wechat
    const login = await fetch(
      `${sandbox.url}/sns/jscode2session?appid=${appid}&secret=${appSecret}&js_code=${body.code}&grant_type=authorization_code`,
    )
    const { openid } = (await login.json()) as { openid: string }
    expect((await lanzhou.order({ out_trade_no: 'HPOPENID0001', payer: { openid } })).json).toMatchObject({
      code: 'PARAM_ERROR',
      detail: { field: '/payer/openid' },
    })
  })

  it('repeated word for word gives the same prepay_id; after two hours a new one', async () => {
    const first = await lanzhou.order({ out_trade_no: 'HPREPEAT0001' })
    expect((await lanzhou.order({ out_trade_no: 'HPREPEAT0001' })).json).toEqual(first.json)
    sandbox.clock.setOffset(2 * 3600_000 + 1000)
    const later = await lanzhou.order({ out_trade_no: 'HPREPEAT0001' })
    expect(later.status).toBe(200)
    expect(later.json.prepay_id).not.toBe(first.json.prepay_id)
  })

  it('repeated with another amount is refused as a re-used number', async () => {
    await lanzhou.order({ out_trade_no: 'HPREUSED0001' })
    const answer = await lanzhou.order({ out_trade_no: 'HPREUSED0001', amount: { total: 1 } })
    expect(answer).toMatchObject({ status: 403, json: { code: 'OUT_TRADE_NO_USED' } })
  })

  it('is NOTPAY without a transaction id, then CLOSED, and its number is spent', async () => {
    await lanzhou.order({ out_trade_no: 'HPCLOSED0001' })
    const unpaid = (await lanzhou.query('HPCLOSED0001')).json
    expect(unpaid).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 111_663 } })
    expect(unpaid).not.toHaveProperty('transaction_id')
    for (const _again of [1, 2]) {
      const closed = await lanzhou.close('HPCLOSED0001')
      expect(closed.status).toBe(204)
      expect(closed.body).toHaveLength(0)
      expect(isSignedByPlatform(sandbox, closed)).toBe(true)
    }
    expect((await lanzhou.query('HPCLOSED0001')).json).toMatchObject({ trade_state: 'CLOSED' })
    expect((await lanzhou.order({ out_trade_no: 'HPCLOSED0001' })).json).toMatchObject({ code: 'ORDER_CLOSED' })
    expect((await sandbox.api('POST', 'pay', { orderNo: 'HPCLOSED0001' })).body).toMatchObject({ code: 'closed' })
  })

  it('closes by itself at its time_expire, and after seven days at the latest', async () => {
    const inTenMinutes = new Date(sandbox.clock.now() + 600_000).toISOString()
    await lanzhou.order({ out_trade_no: 'HPEXPIRE0001', time_expire: inTenMinutes })
    await lanzhou.order({ out_trade_no: 'HPEXPIRE0002' })
    sandbox.clock.setOffset(601_000)
    expect((await lanzhou.query('HPEXPIRE0001')).json).toMatchObject({ trade_state: 'CLOSED' })
    expect((await lanzhou.query('HPEXPIRE0002')).json).toMatchObject({ trade_state: 'NOTPAY' })
    sandbox.clock.setOffset(7 * 86_400_000 + 1000)
    expect((await lanzhou.query('HPEXPIRE0002')).json).toMatchObject({ trade_state: 'CLOSED' })
  })

  it('paid is SUCCESS by both numbers, and cannot be closed', async () => {
    await lanzhou.order({ out_trade_no: 'HPPAID000001', attach: 'a' })
    const { status } = await sandbox.api('POST', 'pay', { orderNo: 'HPPAID000001' })
    expect(status).toBe(200)
    const byOrderNo = (await lanzhou.query('HPPAID000001')).json
    expect(byOrderNo).toMatchObject({
      appid: lanzhou.numbers.appid,
      mchid: lanzhou.numbers.mchid,
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      attach: 'a',
      payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
      amount: { total: 111_663, payer_total: 111_663, currency: 'CNY', payer_currency: 'CNY' },
    })
    expect(byOrderNo.transaction_id).toMatch(/^4200\d{24}$/)
    expect(byOrderNo.success_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
    const byId = await lanzhou.call(
      'GET',
      `/v3/pay/transactions/id/${byOrderNo.transaction_id}?mchid=${lanzhou.numbers.mchid}`,
    )
    expect(byId.json).toEqual(byOrderNo)
    expect((await lanzhou.close('HPPAID000001')).status).toBe(400)
    expect((await sandbox.api('POST', 'pay', { orderNo: 'HPPAID000001' })).body).toMatchObject({ code: 'already-paid' })
  })
})

it("the platform's certificate comes sealed under the merchant's APIv3 key", async () => {
  const answer = await lanzhou.call('GET', '/v3/certificates')
  const { data } = answer.json as unknown as {
    data: { serial_no: string; encrypt_certificate: Parameters<typeof open>[0] }[]
  }
  const certificate = new X509Certificate(open(data[0]?.encrypt_certificate ?? fail(), lanzhou.numbers.apiV3Key))
  expect(certificate.serialNumber).toBe(data[0]?.serial_no)
  expect(isSignedByPlatform(sandbox, answer)).toBe(true)
})

function fail(): never {
  throw new Error('no certificate')
}
