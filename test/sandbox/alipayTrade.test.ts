import { type AlipayClient, alipayClient, isSignedByAlipay } from '../support/sandbox/alipayClient'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

const DAY = 86_400_000
let sandbox: TestSandbox
let lanzhou: AlipayClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox()
  lanzhou = alipayClient(sandbox, 'lanzhou')
})
afterAll(() => sandbox.remove())
afterEach(async () => {
  sandbox.clock.setOffset(0)
  await sandbox.api('PUT', 'faults', { reset: true })
})

async function newTrade(fields: Record<string, unknown> = {}) {
  const orderNo = `HPALI${String(++made).padStart(6, '0')}`
  const { content } = await lanzhou.create(orderNo, fields)
  return { orderNo, tradeNo: String(content.trade_no) }
}
async function paidTrade(fields: Record<string, unknown> = {}) {
  const trade = await newTrade(fields)
  await sandbox.api('POST', 'pay', { orderNo: trade.orderNo })
  return trade
}

describe('a request to the gateway', () => {
  it('is answered under a signature over the exact text of its object, slashes escaped', async () => {
    const answer = await lanzhou.create('HPALISIGN001')
    expect(answer.content).toMatchObject({ code: '10000', msg: 'Success', out_trade_no: 'HPALISIGN001' })
    expect(answer.content.trade_no).toMatch(/^\d{28}$/)
    expect(isSignedByAlipay(sandbox, answer.signedText, answer.sign)).toBe(true)
    const failed = await lanzhou.query('HPNOSUCH')
    expect(failed.content).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' })
    expect(isSignedByAlipay(sandbox, failed.signedText, failed.sign)).toBe(true)
  })

  it.each([
    ['isv.invalid-signature', { biz_content: '{"out_trade_no":"HPOTHER00001"}' }],
    ['isv.invalid-signature', { notify_url: 'http://evil.example/' }],
    ['isv.invalid-app-id', { app_id: '2021000000000000' }],
    ['isv.invalid-signature-type', { sign_type: 'RSA' }],
    ['isv.missing-sign', { sign: '' }],
    ['isv.invalid-timestamp', { timestamp: '2026-11-01T08:00:00' }],
  ])('is refused unsigned as %s when %j was put in', async (subCode, change) => {
    const answer = await lanzhou.call('alipay.trade.query', { out_trade_no: 'HPALISIGN001' }, {}, (params) => ({
      ...params,
      ...change,
    }))
    expect(answer.text).toMatch(/^\{"error_response":/)
    expect(answer.content).toMatchObject({ sub_code: subCode })
    expect(answer.sign).toBeUndefined()
  })

  it('for a method that is not there is refused', async () => {
    expect((await lanzhou.call('alipay.trade.unheard', {})).content).toMatchObject({ sub_code: 'isv.invalid-method' })
  })
})

describe('a trade', () => {
  it.each([
    [{ total_amount: '0.00' }],
    [{ total_amount: '1.234' }],
    [{ subject: '采暖费=1&2' }],
    [{ op_app_id: undefined }],
    [{ op_app_id: '2021000000000000' }],
    [{ buyer_open_id: undefined }],
    [{ seller_id: '2088000000000000' }],
    [{ out_trade_no: 'HP-1' }],
    [{ time_expire: '2020-01-01 00:00:00' }],
    [{ timeout_express: '16d' }],
  ])('with %j is refused', async (fields) => {
    expect((await lanzhou.create('HPALIFIELDS1', fields)).content).toMatchObject({
      code: '40004',
      sub_code: 'ACQ.INVALID_PARAMETER',
    })
  })

  it('repeated is the same; changed, it is inconsistent', async () => {
    const first = await lanzhou.create('HPALIAGAIN01')
    expect((await lanzhou.create('HPALIAGAIN01')).content.trade_no).toBe(first.content.trade_no)
    expect((await lanzhou.create('HPALIAGAIN01', { total_amount: '1.00' })).content).toMatchObject({
      sub_code: 'ACQ.CONTEXT_INCONSISTENT',
    })
  })

  it('waits for its buyer, is paid, and cannot be paid or closed then', async () => {
    const { orderNo, tradeNo } = await newTrade()
    const waiting = (await lanzhou.query(orderNo)).content
    expect(waiting).toMatchObject({ trade_status: 'WAIT_BUYER_PAY', total_amount: '1116.63' })
    expect(waiting).not.toHaveProperty('send_pay_date')
    expect((await sandbox.api('POST', 'pay', { tradeNo })).status).toBe(200)
    expect((await lanzhou.query(orderNo, { query_options: ['fund_bill_list'] })).content).toMatchObject({
      trade_no: tradeNo,
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1116.63',
      receipt_amount: '1116.63',
      buyer_open_id: '074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5',
      send_pay_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      fund_bill_list: [{ amount: '1116.63', fund_channel: 'ALIPAYACCOUNT' }],
    })
    expect((await lanzhou.close(orderNo)).content).toMatchObject({ sub_code: 'ACQ.TRADE_STATUS_ERROR' })
    expect((await lanzhou.create(orderNo)).content).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_SUCCESS' })
  })

  it('closes on demand, at time_expire, and after timeout_express', async () => {
    const { orderNo, tradeNo } = await newTrade()
    expect((await lanzhou.close(orderNo)).content).toMatchObject({ code: '10000', trade_no: tradeNo })
    expect((await lanzhou.query(orderNo)).content).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    expect((await lanzhou.create(orderNo)).content).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_CLOSE' })
    const short = await newTrade({ timeout_express: '10m' })
    sandbox.clock.setOffset(601_000)
    expect((await lanzhou.query(short.orderNo)).content).toMatchObject({ trade_status: 'TRADE_CLOSED' })
  })

  it('is finished after three months: nothing can be refunded any more', async () => {
    const { orderNo } = await paidTrade()
    sandbox.clock.setOffset(90 * DAY + 60_000)
    expect((await lanzhou.query(orderNo)).content).toMatchObject({ trade_status: 'TRADE_FINISHED' })
    expect((await lanzhou.refund(orderNo, 'R1', '1.00')).content).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_FINISHED' })
  })

  it('of a user-id app names its buyer by buyer_id', async () => {
    const { orderNo } = await paidTrade({ buyer_open_id: undefined, buyer_id: '2088000000000002' })
    const { content } = await lanzhou.query(orderNo)
    expect(content).toMatchObject({ buyer_user_id: '2088000000000002' })
    expect(content).not.toHaveProperty('buyer_open_id')
  })
})

describe('a refund of a trade', () => {
  it('says what the trade has refunded in all; its repeat moves nothing', async () => {
    const { orderNo } = await paidTrade()
    expect((await lanzhou.refund(orderNo, 'R1', '100.00')).content).toMatchObject({
      fund_change: 'Y',
      refund_fee: '100.00',
      send_back_fee: '100.00',
    })
    expect((await lanzhou.refund(orderNo, 'R2', '50.00')).content).toMatchObject({
      fund_change: 'Y',
      refund_fee: '150.00',
      send_back_fee: '50.00',
    })
    expect((await lanzhou.refund(orderNo, 'R1', '100.00')).content).toMatchObject({
      fund_change: 'N',
      refund_fee: '150.00',
    })
    expect((await lanzhou.refund(orderNo, 'R1', '99.00')).content).toMatchObject({
      sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST',
    })
    expect((await lanzhou.query(orderNo)).content).toMatchObject({ trade_status: 'TRADE_SUCCESS' })
    expect((await lanzhou.queryRefund(orderNo, 'R2')).content).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '50.00',
      total_amount: '1116.63',
      out_request_no: 'R2',
      gmt_refund_pay: expect.any(String),
    })
    expect((await lanzhou.queryRefund(orderNo, 'R3')).content).not.toHaveProperty('refund_status')
  })

  it('never exceeds what was paid; the whole closes the trade', async () => {
    const { orderNo } = await paidTrade()
    await lanzhou.refund(orderNo, 'R1', '1000.00')
    expect((await lanzhou.refund(orderNo, 'R2', '116.64')).content).toMatchObject({
      sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL',
    })
    expect((await lanzhou.refund(orderNo, 'R2', '116.63')).content).toMatchObject({
      fund_change: 'Y',
      refund_fee: '1116.63',
    })
    expect((await lanzhou.query(orderNo)).content).toMatchObject({
      trade_status: 'TRADE_CLOSED',
      send_pay_date: expect.any(String),
    })
  })

  it('needs a number for a part, and a paid trade', async () => {
    const { orderNo } = await paidTrade()
    const part = await lanzhou.call('alipay.trade.refund', { out_trade_no: orderNo, refund_amount: '1.00' })
    expect(part.content).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' })
    const unpaid = await newTrade()
    expect((await lanzhou.refund(unpaid.orderNo, 'R1', '1.00')).content).toMatchObject({
      sub_code: 'ACQ.TRADE_STATUS_ERROR',
    })
  })

  it('that failed in silence is found by the missing status only', async () => {
    const { orderNo } = await paidTrade()
    await sandbox.api('PUT', 'faults', { switches: { refundSilent: { count: 1 } } })
    expect((await lanzhou.refund(orderNo, 'R1', '1.00')).content).toMatchObject({
      code: '10000',
      fund_change: 'N',
      refund_fee: '0.00',
    })
    expect((await lanzhou.queryRefund(orderNo, 'R1')).content).not.toHaveProperty('refund_status')
    expect((await lanzhou.refund(orderNo, 'R1', '1.00')).content).toMatchObject({ fund_change: 'Y' })
  })
})

describe('an Alipay login code', () => {
  const codeFor = async (company = 'lanzhou') =>
    String((await sandbox.api('POST', 'login-codes', { platform: 'alipay', company, person: '张三' })).body.code)
  const exchange = (code: string) =>
    lanzhou.call('alipay.system.oauth.token', undefined, { grant_type: 'authorization_code', code })

  it('is exchanged once for an open_id, in a bare signed answer', async () => {
    const code = await codeFor()
    const answer = await exchange(code)
    expect(answer.content).toMatchObject({
      open_id: expect.stringMatching(/^[0-9A-Za-z]{40,}$/),
      access_token: expect.any(String),
    })
    expect(answer.content).not.toHaveProperty('code')
    expect(isSignedByAlipay(sandbox, answer.signedText, answer.sign)).toBe(true)
    const again = await exchange(code)
    expect(again.text).toMatch(/^\{"error_response":/)
    expect(again.content).toMatchObject({ code: '40002', sub_code: 'isv.code-invalid' })
    expect((await exchange(await codeFor())).content.open_id).toBe(answer.content.open_id)
  })

  it("is nothing to another company's app", async () => {
    expect((await exchange(await codeFor('beijing'))).content).toMatchObject({ sub_code: 'isv.code-invalid' })
  })

  it('names a user_id while the app is in user-id mode', async () => {
    await sandbox.api('PUT', 'faults', { switches: { userIdPayers: true } })
    const { content } = await exchange(await codeFor())
    expect(content.user_id).toMatch(/^2088\d{12}$/)
    expect(content).not.toHaveProperty('open_id')
  })
})
