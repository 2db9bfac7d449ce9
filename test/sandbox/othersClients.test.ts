import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { AlipaySdk } from 'alipay-sdk'
import { Aes, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { unzip } from '../support/sandbox/unzip'

/** Clients written by others, against our sandbox: if one of them can tell it from the real thing, the sandbox is wrong. */
let sandbox: TestSandbox
let server: Receiver
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})

const file = (name: string) => sandbox.keys.text(name)
const today = () => new Date(sandbox.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
/** These clients sign by the machine's clock, so only the sandbox's own clock moves. */
const daysLater = (days: number) => sandbox.clock.setOffset(days * 86_400_000)
afterEach(() => daysLater(0))

async function codeOf(platform: 'wechat' | 'alipay', company: string): Promise<unknown> {
  return (await sandbox.api('POST', 'login-codes', { platform, company })).body.code
}

describe.each(['key', 'certificate'] as const)('alipay-sdk in %s mode, verifying every answer', (mode) => {
  const company = mode === 'key' ? 'beijing' : 'binzhou'
  const orderNo = `HPOTHERS${mode.toUpperCase()}1`
  const trustOf = () =>
    mode === 'key'
      ? { alipayPublicKey: file('alipay-platform.pub') }
      : {
          appCertContent: file('alipay-app.crt'),
          alipayPublicCertContent: file('alipay-public.crt'),
          alipayRootCertContent: file('alipay-root.crt'),
        }
  const clientOf = (changed: object = {}) =>
    new AlipaySdk({
      appId: sandbox.keys.merchant(company).alipay.appId,
      privateKey: file('alipay-app.key'),
      keyType: 'PKCS8',
      gateway: `${sandbox.url}/gateway.do`,
      camelcase: false,
      ...trustOf(),
      ...changed,
    })
  const exec = (sdk: AlipaySdk, method: string, bizContent: object, more: object = {}) =>
    sdk.exec(method, { bizContent, ...more }, { validateSign: true })

  it('runs order, payment, query, refund and bill', async () => {
    const sdk = clientOf()
    server.answer = { status: 200, body: 'success' }
    server.received.length = 0
    const login = await sdk.exec(
      'alipay.system.oauth.token',
      { grantType: 'authorization_code', code: await codeOf('alipay', company) },
      { validateSign: true },
    )
    const created = await exec(
      sdk,
      'alipay.trade.create',
      {
        ...{ outTradeNo: orderNo, totalAmount: '1116.63', subject: '2026-2027采暖季采暖费 (1+1) 100%' },
        ...{ productCode: 'JSAPI_PAY', opAppId: sdk.config.appId, buyerOpenId: login.open_id },
      },
      { notifyUrl: `${server.url}/notify/alipay/${company}` },
    )
    expect(created).toMatchObject({ code: '10000', out_trade_no: orderNo })
    expect(await exec(sdk, 'alipay.trade.query', { outTradeNo: orderNo })).toMatchObject({
      trade_status: 'WAIT_BUYER_PAY',
    })

    await sandbox.api('POST', 'pay', { tradeNo: created.trade_no })
    await sandbox.tick()
    const notice = Object.fromEntries(new URLSearchParams(server.received.at(-1)?.body.toString('utf8')))
    expect(notice).toMatchObject({ out_trade_no: orderNo, trade_status: 'TRADE_SUCCESS', total_amount: '1116.63' })
    expect(sdk.checkNotifySignV2(notice)).toBe(true)
    expect(sdk.checkNotifySignV2({ ...notice, total_amount: '1116.64' })).toBe(false)
    expect(await exec(sdk, 'alipay.trade.query', { tradeNo: created.trade_no })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      total_amount: '1116.63',
      buyer_open_id: login.open_id,
    })

    const refund = { outTradeNo: orderNo, refundAmount: '16.63', outRequestNo: `RF${orderNo}`, refundReason: '多缴' }
    expect(await exec(sdk, 'alipay.trade.refund', refund)).toMatchObject({ fund_change: 'Y', refund_fee: '16.63' })
    expect(await exec(sdk, 'alipay.trade.refund', refund)).toMatchObject({ fund_change: 'N', refund_fee: '16.63' })
    const asked = { outTradeNo: orderNo, outRequestNo: `RF${orderNo}` }
    expect(await exec(sdk, 'alipay.trade.fastpay.refund.query', asked)).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '16.63',
    })

    const day = today()
    daysLater(2)
    const bill = await exec(sdk, 'alipay.data.dataservice.bill.downloadurl.query', { billType: 'trade', billDate: day })
    const zip = Buffer.from(await (await fetch(bill.bill_download_url)).arrayBuffer())
    const [detail] = await unzip(zip)
    expect(detail?.text).toContain(orderNo)
    expect(detail?.text).toContain('-16.63')
  })

  it('finds a forged answer out', async () => {
    await sandbox.api('PUT', 'faults', { switches: { answerForged: { count: 1 } } })
    await expect(exec(clientOf(), 'alipay.trade.query', { outTradeNo: orderNo })).rejects.toThrow(/验签失败/)
  })

  if (mode === 'certificate') {
    it('is refused with the certificate of another app', async () => {
      const sdk = clientOf({ appCertContent: file('alipay-public.crt') })
      await expect(sdk.exec('alipay.trade.query', { bizContent: { outTradeNo: orderNo } })).resolves.toMatchObject({
        sub_code: 'isv.invalid-app-cert-sn',
      })
    })

    it('does not follow a change of Alipay’s certificate, which is why our own client does', async () => {
      await sandbox.api('PUT', 'faults', { switches: { certificateRotated: { company } } })
      await expect(exec(clientOf(), 'alipay.trade.query', { outTradeNo: orderNo })).rejects.toThrow(/验签失败/)
      const now = await clientOf().exec('alipay.open.app.alipaycert.download', {
        bizContent: { alipayCertSn: snOfNext() },
      })
      const renewed = clientOf({ alipayPublicCertContent: Buffer.from(String(now.alipay_cert_content), 'base64') })
      expect(await exec(renewed, 'alipay.trade.query', { outTradeNo: orderNo })).toMatchObject({ code: '10000' })
      await sandbox.api('PUT', 'faults', { reset: true, switches: {} })
    })
  }

  /** The new certificate's number, worked out by the official client from the file that the sandbox keeps. */
  function snOfNext(): string | undefined {
    return clientOf({ alipayPublicCertContent: file('alipay-next.crt') }).config.alipayCertSn
  }
})

describe.each(['certificate', 'public key'] as const)('wechatpay-axios-plugin with the platform’s %s', (mode) => {
  const company = mode === 'certificate' ? 'lanzhou' : 'baoji'
  const orderNo = `HPOTHERSWX${mode === 'certificate' ? 1 : 2}`
  const refundNo = `RF${orderNo}`

  function clientOf() {
    const { mchid, merchantSerial } = sandbox.keys.merchant(company).wechat
    const byCertificate = mode === 'certificate'
    const serial = file(byCertificate ? 'wechat-platform.serial' : 'wechat-pubkey.id').trim()
    const { client } = new Wechatpay({
      mchid,
      serial: merchantSerial,
      privateKey: file('wechat-merchant.key'),
      certs: { [serial]: file(byCertificate ? 'wechat-platform.crt' : 'wechat-pubkey.pub') },
      baseURL: sandbox.url,
      // Names the key that the platform is asked to answer by (formats.md 1.2).
      headers: { 'Wechatpay-Serial': serial },
    })
    return client.v3
  }
  const byOrderNo = (number: string) => `/v3/pay/transactions/out-trade-no/${number}`

  it('runs order, payment, query, refund and bill', async () => {
    const wxpay = clientOf()
    const { appid, mchid, appSecret } = sandbox.keys.merchant(company).wechat
    server.answer = { status: 204, body: '' }
    server.received.length = 0
    const login = await fetch(
      `${sandbox.url}/sns/jscode2session?${new URLSearchParams({
        ...{ appid, secret: appSecret, js_code: String(await codeOf('wechat', company)) },
        grant_type: 'authorization_code',
      })}`,
    )
    const { openid } = (await login.json()) as { openid: string }
    const order = await wxpay.post('/v3/pay/transactions/jsapi', {
      ...{ appid, mchid, description: '2026-2027采暖季采暖费', out_trade_no: orderNo },
      ...{ notify_url: `${server.url}/notify/wechat/${company}`, payer: { openid } },
      amount: { total: 111663, currency: 'CNY' },
    })
    expect(order.data.prepay_id).toMatch(/^wx/)

    const timeStamp = String(Math.floor(Date.now() / 1000))
    const pack = `prepay_id=${order.data.prepay_id}`
    const paySign = Rsa.sign(`${appid}\n${timeStamp}\nnonce\n${pack}\n`, file('wechat-merchant.key'))
    const sheet = { timeStamp, nonceStr: 'nonce', package: pack, signType: 'RSA', paySign }
    expect((await sandbox.api('POST', 'pay', { sheet })).status).toBe(200)
    await sandbox.tick()
    const notices = server.received.filter(({ url }) => url === `/notify/wechat/${company}`)
    expect(notices).toHaveLength(1)
    const { headers = {}, body = Buffer.alloc(0) } = notices[0] ?? {}
    const signed = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`
    // Announcements are signed with the certificate's key, whichever key answers were asked for.
    expect(Rsa.verify(signed, String(headers['wechatpay-signature']), file('wechat-platform.crt'))).toBe(true)
    const { ciphertext, nonce, associated_data } = JSON.parse(body.toString('utf8')).resource
    const told = Aes.AesGcm.decrypt(ciphertext, sandbox.keys.merchant(company).wechat.apiV3Key, nonce, associated_data)
    expect(JSON.parse(told)).toMatchObject({ out_trade_no: orderNo, amount: { total: 111663 } })

    const paid = await wxpay.get(byOrderNo(orderNo), { params: { mchid } })
    expect(paid.data).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 111663 }, payer: { openid } })
    const byId = await wxpay.get(`/v3/pay/transactions/id/${paid.data.transaction_id}`, { params: { mchid } })
    expect(byId.data).toEqual(paid.data)

    const refund = await wxpay.post('/v3/refund/domestic/refunds', {
      ...{ out_trade_no: orderNo, out_refund_no: refundNo, reason: '多缴退费' },
      ...{ notify_url: `${server.url}/notify/wechat/${company}` },
      amount: { refund: 1663, total: 111663, currency: 'CNY' },
    })
    expect(refund.data).toMatchObject({ status: 'PROCESSING', amount: { refund: 1663 } })
    sandbox.clock.setOffset(60_000)
    const done = await wxpay.get(`/v3/refund/domestic/refunds/${refundNo}`)
    expect(done.data).toMatchObject({ status: 'SUCCESS', out_trade_no: orderNo })

    const day = today()
    daysLater(2)
    const bill = await wxpay.get('/v3/bill/tradebill', {
      params: { bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' },
    })
    const { pathname, search } = new URL(bill.data.download_url)
    const zipped = await wxpay.get(`${pathname}${search}`, {
      responseType: 'arraybuffer',
      // A bill file is not signed (formats.md 2.1): the client's own way of letting that pass.
      transformResponse: [(data: unknown) => data],
    })
    const text = gunzipSync(zipped.data as Buffer)
    expect(createHash('sha1').update(text).digest('hex')).toBe(bill.data.hash_value)
    expect(text.toString('utf8')).toContain(orderNo)
    expect(text.toString('utf8')).toContain(refundNo)
  })

  it('finds a forged answer out', async () => {
    await sandbox.api('PUT', 'faults', { switches: { answerForged: { count: 1 } } })
    const { mchid } = sandbox.keys.merchant(company).wechat
    const asked = clientOf().get(byOrderNo(orderNo), { params: { mchid } })
    await expect(asked).rejects.toThrow(/EV3_RES_HEADER|verify|signature|HTTP/i)
  })

  it('is told no when its order does not exist', async () => {
    const { mchid } = sandbox.keys.merchant(company).wechat
    const asked = clientOf().get(byOrderNo('NOSUCHORDER'), { params: { mchid } })
    await expect(asked).rejects.toMatchObject({ response: { status: 404, data: { code: 'ORDER_NOT_EXIST' } } })
  })
})
