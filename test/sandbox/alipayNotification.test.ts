import { type AlipayClient, alipayClient, isGenuineNotice } from '../support/sandbox/alipayClient'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

const MINUTE = 60_000
let sandbox: TestSandbox
let server: Receiver
let lanzhou: AlipayClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  lanzhou = alipayClient(sandbox, 'lanzhou')
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})
beforeEach(async () => {
  await sandbox.api('PUT', 'faults', { reset: true })
  server.answer = { status: 200, body: 'success' }
  await sandbox.tick()
  server.received = []
})

const advance = (ms: number) => {
  sandbox.clock.setOffset(sandbox.clock.offsetMs() + ms)
  return sandbox.tick()
}
async function paidTrade(fields: Record<string, unknown> = {}) {
  const orderNo = `HPALN${String(++made).padStart(6, '0')}`
  await lanzhou.create(orderNo, fields, `${server.url}/notify/alipay/lanzhou`)
  await sandbox.api('POST', 'pay', { orderNo })
  return orderNo
}
const notices = () => server.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString('utf8'))))
const allGenuine = () => server.received.every(({ body }) => isGenuineNotice(sandbox, body))

it('a payment is announced as a signed form, with fields nobody has heard of', async () => {
  const orderNo = await paidTrade({ passback_params: 'merchantBizType%3d3C', subject: '采暖费 100%+1' })
  await sandbox.tick()
  expect(server.received[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8')
  expect(allGenuine()).toBe(true)
  expect(notices()).toMatchObject([
    {
      notify_type: 'trade_status_sync',
      notify_id: expect.stringMatching(/^\d{34}$/),
      app_id: lanzhou.numbers.appId,
      auth_app_id: lanzhou.numbers.appId,
      seller_id: lanzhou.numbers.sellerId,
      out_trade_no: orderNo,
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1116.63',
      gmt_payment: expect.any(String),
      passback_params: 'merchantBizType%3d3C',
      subject: '采暖费 100%+1',
      sign_type: 'RSA2',
      sandbox_extra: '加号+ 百分号%2B 与号& 等号=',
    },
  ])
})

it.each(['SUCCESS', '"success"', 'success\n', '<html>success</html>', ''])(
  'only `success` is an answer: after %j it comes at 4m 10m 10m 1h 2h 6h 15h, eight times',
  async (body) => {
    server.answer = { status: 200, body }
    await paidTrade()
    await sandbox.tick()
    for (const minutes of [4, 10, 10, 60, 120, 360, 900]) {
      const before = server.received.length
      await advance(minutes * MINUTE - 2000)
      expect(server.received).toHaveLength(before)
      await advance(2000)
      expect(server.received).toHaveLength(before + 1)
    }
    await advance(3 * 1440 * MINUTE)
    expect(server.received).toHaveLength(8)
    expect(new Set(notices().map(({ notify_id }) => notify_id)).size).toBe(1)
    expect(allGenuine()).toBe(true)
  },
)

it('a partial refund comes as TRADE_SUCCESS, the last as TRADE_CLOSED, refund_fee counting up', async () => {
  const orderNo = await paidTrade()
  await lanzhou.refund(orderNo, 'R1', '100.00')
  await lanzhou.refund(orderNo, 'R2', '1016.63')
  await sandbox.tick()
  expect(notices()).toMatchObject([
    { trade_status: 'TRADE_SUCCESS' },
    {
      trade_status: 'TRADE_SUCCESS',
      refund_fee: '100.00',
      out_biz_no: 'R1',
      gmt_refund: expect.stringMatching(/\.\d{3}$/),
    },
    { trade_status: 'TRADE_CLOSED', refund_fee: '1116.63', out_biz_no: 'R2', gmt_close: expect.any(String) },
  ])
  expect(notices()[0]).not.toHaveProperty('refund_fee')
  expect(allGenuine()).toBe(true)
})

it('a time-out is announced only where it is switched on, without refund_fee', async () => {
  const create = async (name: string) =>
    lanzhou.create(name, { timeout_express: '1m' }, `${server.url}/notify/alipay/lanzhou`)
  await create('HPALNQUIET01')
  await advance(2 * MINUTE)
  expect(server.received).toHaveLength(0)
  await sandbox.api('PUT', 'faults', { switches: { closeNotices: true } })
  await create('HPALNLOUD001')
  await advance(2 * MINUTE)
  expect(notices()).toMatchObject([
    { trade_status: 'TRADE_CLOSED', out_trade_no: 'HPALNLOUD001', gmt_close: expect.any(String) },
  ])
  expect(notices()[0]).not.toHaveProperty('refund_fee')
})
