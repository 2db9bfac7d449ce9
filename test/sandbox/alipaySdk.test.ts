import { AlipaySdk } from 'alipay-sdk'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { unzip } from '../support/sandbox/unzip'

/** A client written by others: the official SDK, verifying every answer. */
let sandbox: TestSandbox
let server: Receiver
let sdk: AlipaySdk
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  server.answer = { status: 200, body: 'success' }
  sdk = new AlipaySdk({
    appId: sandbox.keys.merchant('lanzhou').alipay.appId,
    privateKey: sandbox.keys.text('alipay-app.key'),
    alipayPublicKey: sandbox.keys.text('alipay-platform.pub'),
    keyType: 'PKCS8',
    gateway: `${sandbox.url}/gateway.do`,
    camelcase: false,
  })
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})

const exec = (method: string, bizContent: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  sdk.exec(method, { bizContent, ...more }, { validateSign: true })

it('the official SDK runs login, order, payment, query, notice, refund and bill, all verified', async () => {
  const { body } = await sandbox.api('POST', 'login-codes', { platform: 'alipay', company: 'lanzhou' })
  const login = await sdk.exec(
    'alipay.system.oauth.token',
    { grantType: 'authorization_code', code: body.code },
    { validateSign: true },
  )
  const created = await exec(
    'alipay.trade.create',
    {
      outTradeNo: 'HPSDK0000001',
      totalAmount: '1116.63',
      subject: '2026-2027采暖季采暖费 (1+1)',
      productCode: 'JSAPI_PAY',
      opAppId: sandbox.keys.merchant('lanzhou').alipay.appId,
      buyerOpenId: login.open_id,
    },
    { notifyUrl: `${server.url}/notify/alipay/lanzhou` },
  )
  expect(created.code).toBe('10000')
  await sandbox.api('POST', 'pay', { tradeNo: created.trade_no })
  expect(await exec('alipay.trade.query', { outTradeNo: 'HPSDK0000001' })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
    buyer_open_id: login.open_id,
  })

  await sandbox.tick()
  const notice = Object.fromEntries(new URLSearchParams(server.received[0]?.body.toString('utf8')))
  expect(sdk.checkNotifySignV2(notice)).toBe(true)
  expect(sdk.checkNotifySignV2({ ...notice, total_amount: '1116.64' })).toBe(false)

  expect(
    await exec('alipay.trade.refund', { outTradeNo: 'HPSDK0000001', refundAmount: '16.63', outRequestNo: 'RFSDK1' }),
  ).toMatchObject({ fund_change: 'Y' })
  expect(
    await exec('alipay.trade.fastpay.refund.query', { outTradeNo: 'HPSDK0000001', outRequestNo: 'RFSDK1' }),
  ).toMatchObject({ refund_status: 'REFUND_SUCCESS' })
  expect(await exec('alipay.trade.close', { outTradeNo: 'HPSDK0000001' })).toMatchObject({
    sub_code: 'ACQ.TRADE_STATUS_ERROR',
  })

  const day = new Date(sandbox.clock.now() + 8 * 3600_000).toISOString().slice(0, 10)
  sandbox.clock.setOffset(2 * 86_400_000)
  const bill = await exec('alipay.data.dataservice.bill.downloadurl.query', { billType: 'trade', billDate: day })
  const zip = Buffer.from(await (await fetch(bill.bill_download_url)).arrayBuffer())
  expect((await unzip(zip))[0]?.text).toContain('HPSDK0000001')
})

it('the official SDK finds a forged answer out', async () => {
  sandbox.clock.setOffset(0)
  await sandbox.api('PUT', 'faults', { switches: { answerForged: { count: 1 } } })
  await expect(exec('alipay.trade.query', { outTradeNo: 'HPSDK0000001' })).rejects.toThrow(/验签失败/)
})
