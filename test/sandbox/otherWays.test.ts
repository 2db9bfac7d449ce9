import { execFile, execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { AlipaySdk } from 'alipay-sdk'
import { Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

/** The ways to pay that heatpay itself does not use, tried by clients that others wrote. */
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
beforeEach(() => {
  server.received.length = 0
})

const file = (name: string) => sandbox.keys.text(name)
const codeAtCounter = async (platform: string, person: string) =>
  String((await sandbox.api('POST', 'payment-codes', { platform, company: 'lanzhou', person })).body.code)

function wechat(more: { mchid?: string; serial?: string; privateKey?: string; baseURL?: string } = {}) {
  const { mchid, merchantSerial } = sandbox.keys.merchant('lanzhou').wechat
  return new Wechatpay({
    ...{ mchid, serial: merchantSerial, privateKey: file('wechat-merchant.key'), baseURL: sandbox.url },
    certs: { [file('wechat-platform.serial').trim()]: file('wechat-platform.crt') },
    ...more,
  }).client.v3
}

/** An order as each of WeChat's ways asks for it. */
function order(orderNo: string, more: object = {}) {
  const { appid, mchid } = sandbox.keys.merchant('lanzhou').wechat
  return {
    ...{ appid, mchid, description: '采暖费', out_trade_no: orderNo, notify_url: `${server.url}/wechat` },
    amount: { total: 1_200, currency: 'CNY' },
    ...more,
  }
}

const queried = async (orderNo: string) =>
  (
    await wechat().get(`/v3/pay/transactions/out-trade-no/${orderNo}`, {
      params: { mchid: sandbox.keys.merchant('lanzhou').wechat.mchid },
    })
  ).data

const refusedWith = async (call: Promise<unknown>) =>
  (await call.then(
    () => ({}),
    (error: { response: { status: number; data: { code: string } } }) => ({
      status: error.response.status,
      code: error.response.data.code,
    }),
  )) as { status?: number; code?: string }

describe('WeChat’s other ways, by wechatpay-axios-plugin', () => {
  it('native: a code for whoever scans it', async () => {
    const { data } = await wechat().post('/v3/pay/transactions/native', order('HPNATIVE001'))
    expect(data.code_url).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/)
    expect(await queried('HPNATIVE001')).toMatchObject({ trade_state: 'NOTPAY' })
    await sandbox.api('POST', 'pay', { codeUrl: data.code_url, person: '张三' })
    const paid = await queried('HPNATIVE001')
    expect(paid).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'NATIVE', amount: { total: 1_200 } })
    expect(paid.payer.openid).toMatch(/^o[\w-]{27}$/)
  })

  it('h5: a page where the browser pays, and the way back', async () => {
    const scene = { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } }
    const { data } = await wechat().post('/v3/pay/transactions/h5', order('HPH5000001', { scene_info: scene }))
    const page = await fetch(`${data.h5_url}&redirect_url=${encodeURIComponent('http://127.0.0.1:8080/done')}`)
    const hidden = [...(await page.text()).matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const form = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&#38;', '&')]))
    form.set('choice', 'pay')
    const done = await fetch(`${sandbox.url}/sandbox/cashier`, { method: 'POST', body: form, redirect: 'manual' })
    expect(done.headers.get('location')).toBe('http://127.0.0.1:8080/done?result=paid')
    expect(await queried('HPH5000001')).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MWEB' })
    const badScene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Windows' } } }
    expect(await refusedWith(wechat().post('/v3/pay/transactions/h5', order('HPH5000002', badScene)))).toEqual({
      ...{ status: 400, code: 'PARAM_ERROR' },
    })
  })

  it('app: a prepay id, and a notification when it is paid', async () => {
    await sandbox.tick()
    server.received.length = 0
    const { data } = await wechat().post('/v3/pay/transactions/app', order('HPAPP00001'))
    await sandbox.api('POST', 'pay', { prepayId: data.prepay_id })
    await sandbox.tick()
    expect(server.received.map(({ url }) => url)).toEqual(['/wechat'])
    expect(await queried('HPAPP00001')).toMatchObject({ trade_type: 'APP' })
  })

  it('a code at the counter pays at once; taken back, all of it returns', async () => {
    const pay = async (orderNo: string, auth_code: string) =>
      (
        await wechat().post('/v3/pay/transactions/codepay', {
          ...order(orderNo),
          payer: { auth_code },
          scene_info: { store_info: { id: '1' } },
        })
      ).data
    const code = await codeAtCounter('wechat', '李四')
    expect(await pay('HPCODE0001', code)).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MICROPAY' })
    expect(await refusedWith(pay('HPCODE0002', code))).toEqual({ status: 400, code: 'PARAM_ERROR' })
    const { appid, mchid } = sandbox.keys.merchant('lanzhou').wechat
    const reverse = (orderNo: string) =>
      wechat().post(`/v3/pay/transactions/out-trade-no/${orderNo}/reverse`, { appid, mchid })
    expect((await reverse('HPCODE0001')).data).toEqual({ appid, mchid, out_trade_no: 'HPCODE0001' })
    expect(await queried('HPCODE0001')).toMatchObject({ trade_state: 'REFUND' })

    await sandbox.api('PUT', 'faults', { switches: { userPaying: { count: 1, channel: 'wechat' } } })
    expect(await pay('HPCODE0003', await codeAtCounter('wechat', '李四'))).toEqual({ trade_state: 'USERPAYING' })
    await reverse('HPCODE0003')
    expect(await queried('HPCODE0003')).toMatchObject({ trade_state: 'CLOSED' })
    expect(await refusedWith(reverse('HPNATIVE001'))).toEqual({ status: 400, code: 'INVALID_REQUEST' })
  })

  it('an openid that is none, and addresses that are none, are refused as there', async () => {
    const jsapi = order('HPJSAPI001', { payer: { openid: 'somebody' } })
    expect(await refusedWith(wechat().post('/v3/pay/transactions/jsapi', jsapi))).toEqual({
      ...{ status: 400, code: 'PARAM_ERROR' },
    })
    const unknown = await fetch(`${sandbox.url}/v3/pay/transactions/quick`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ code: 'NOT_FOUND' })
    expect(unknown.headers.get('request-id')).toBeTruthy()
    expect((await fetch(`${sandbox.url}/v3/certificates`, { method: 'DELETE' })).status).toBe(405)
    expect(await (await fetch(`${sandbox.url}/cgi-bin/nothing`)).json()).toMatchObject({ errcode: 40066 })
  })
})

describe('Alipay’s other ways, by alipay-sdk', () => {
  const sdk = () =>
    new AlipaySdk({
      appId: sandbox.keys.merchant('lanzhou').alipay.appId,
      ...{ privateKey: file('alipay-app.key'), keyType: 'PKCS8', gateway: `${sandbox.url}/gateway.do` },
      ...{ alipayPublicKey: file('alipay-platform.pub'), camelcase: false },
    })
  const exec = (method: string, bizContent: object) => sdk().exec(method, { bizContent }, { validateSign: true })
  const trade = (outTradeNo: string) => ({ outTradeNo, totalAmount: '12.00', subject: '采暖费' })

  it('precreate: no trade until somebody scans the code', async () => {
    const { qr_code } = await exec('alipay.trade.precreate', trade('HPPRE00001'))
    expect(await exec('alipay.trade.query', { outTradeNo: 'HPPRE00001' })).toMatchObject({
      sub_code: 'ACQ.TRADE_NOT_EXIST',
    })
    await sandbox.api('POST', 'pay', { codeUrl: qr_code, person: '王五' })
    expect(await exec('alipay.trade.query', { outTradeNo: 'HPPRE00001' })).toMatchObject({
      ...{ trade_status: 'TRADE_SUCCESS', total_amount: '12.00' },
    })
  })

  it('a code at the counter pays at once, or has to be confirmed; cancelled, it goes back', async () => {
    const pay = async (orderNo: string) =>
      exec('alipay.trade.pay', {
        ...{ ...trade(orderNo), scene: 'bar_code', authCode: await codeAtCounter('alipay', '王五') },
      })
    expect(await pay('HPBAR00001')).toMatchObject({ code: '10000', total_amount: '12.00' })
    expect(await exec('alipay.trade.cancel', { outTradeNo: 'HPBAR00001' })).toMatchObject({
      ...{ action: 'refund', retry_flag: 'N' },
    })
    await sandbox.api('PUT', 'faults', { switches: { userPaying: { count: 1, channel: 'alipay' } } })
    expect(await pay('HPBAR00002')).toMatchObject({ code: '10003' })
    expect(await exec('alipay.trade.cancel', { outTradeNo: 'HPBAR00002' })).toMatchObject({ action: 'close' })
    const never = await exec('alipay.trade.cancel', { outTradeNo: 'HPBAR00003' })
    expect(never).toMatchObject({ code: '10000', retry_flag: 'N' })
  })

  it.each(['GET', 'POST'] as const)(
    'page and wap, by %s: to the cashier and back with a signed result',
    async (how) => {
      const method = how === 'GET' ? 'alipay.trade.page.pay' : 'alipay.trade.wap.pay'
      const asked = { bizContent: trade(`HPPAGE${how}1`), returnUrl: 'http://127.0.0.1:8080/back' }
      const made = sdk().pageExecute(method, how, asked)
      const action = /action="([^"]+)"/.exec(made)?.[1]?.replaceAll('&amp;', '&') ?? made
      const fields = [...made.matchAll(/name="(\w+)" value="([^"]*)"/g)]
      const body = new URLSearchParams(
        fields.map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]),
      )
      const sent = await fetch(action, { method: how, ...(how === 'POST' ? { body } : {}), redirect: 'manual' })
      expect(sent.status).toBe(303)
      const cashier = new URL(sent.headers.get('location') ?? '', sandbox.url)
      const form = new URLSearchParams({ trade_no: cashier.searchParams.get('trade_no') ?? '', choice: 'pay' })
      const done = await fetch(`${sandbox.url}/sandbox/cashier`, { method: 'POST', body: form, redirect: 'manual' })
      const back = new URL(done.headers.get('location') ?? '')
      const result = Object.fromEntries(back.searchParams)
      expect(result).toMatchObject({ out_trade_no: `HPPAGE${how}1`, method: `${method}.return`, total_amount: '12.00' })
      expect(sdk().checkNotifySignV2(result)).toBe(true)
      expect(sdk().checkNotifySignV2({ ...result, total_amount: '12.01' })).toBe(false)
    },
  )

  it('app: the order text that the merchant signed becomes a trade', async () => {
    const text = sdk().sdkExecute('alipay.trade.app.pay', { bizContent: trade('HPAPPPAY01') })
    const made = await sandbox.api('POST', 'app-orders', { order: text })
    expect(made.status).toBe(201)
    await sandbox.api('POST', 'pay', { tradeNo: made.body.tradeNo, person: '赵六' })
    expect(await exec('alipay.trade.query', { outTradeNo: 'HPAPPPAY01' })).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
    })
    const forged = await sandbox.api('POST', 'app-orders', { order: text.replace('12.00', '1.00') })
    expect(forged.body).toMatchObject({ subCode: 'isv.invalid-signature' })
  })
})

describe('the reference', () => {
  type Reference = { paths: Record<string, Record<string, { summary: string; requestBody?: { content: unknown } }>> }
  const reference = async () => (await (await fetch(`${sandbox.url}/sandbox/openapi.json`)).json()) as Reference

  it('names every address of the platforms, and each answers others’ clients in its own words', async () => {
    const { paths } = await reference()
    const named = Object.entries(paths).flatMap(([at, methods]) => Object.keys(methods).map((method) => [method, at]))
    const ofWechat = named.filter(([, at]) => at?.startsWith('/v3/') && !at.includes('billdownload'))
    expect(ofWechat.length).toBeGreaterThanOrEqual(14)
    for (const [method = '', at = ''] of ofWechat) {
      const target = at.replace(/\{\w+\}/g, 'NOSUCHNUMBER')
      const call = method === 'get' ? wechat().get(target) : wechat().post(target, {})
      const { status = 200, code = '' } = await refusedWith(call)
      // The client has checked what is signed; what is refused says why, and is not "no such address".
      expect({ at, known: status < 500 && !['NOT_FOUND', 'METHOD_NOT_ALLOWED', 'SIGN_ERROR'].includes(code) }).toEqual({
        ...{ at, known: true },
      })
    }
    const methods = named.flatMap(([how, at]) => (how === 'post' ? (at?.match(/method=(.+)$/)?.[1] ?? []) : []))
    expect(methods.length).toBeGreaterThanOrEqual(12)
    const { appId } = sandbox.keys.merchant('lanzhou').alipay
    const sdk = new AlipaySdk({
      ...{ appId, privateKey: file('alipay-app.key'), keyType: 'PKCS8', gateway: `${sandbox.url}/gateway.do` },
      ...{ alipayPublicKey: file('alipay-platform.pub'), camelcase: false },
    })
    for (const method of methods) {
      const answer = await sdk.exec(method, { bizContent: {} })
      expect(`${method} ${answer.sub_code}`).not.toMatch(/invalid-method|invalid-signature/)
    }
    expect(paths['/v3/pay/transactions/native']?.post?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { required: expect.arrayContaining(['out_trade_no']) } } },
    })
  })
})

describe('the examples', () => {
  it.each(['wechatpay-axios-plugin', 'wechatpay-node-v3', 'alipay-sdk'])('of %s order, pay and query', async (name) => {
    const example = path.join('sandbox', 'examples', `${name}.mjs`)
    const { stdout } = await promisify(execFile)(process.execPath, [example, sandbox.url, sandbox.dataDir])
    expect(stdout).toMatch(/^DEMO\d+ (TRADE_)?SUCCESS$/m)
  })
})

describe('a sandbox of one’s own', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const shop = {
    ...{ id: 'shop', name: '某某商店' },
    wechat: {
      ...{ appid: 'wx00112233445566aa', mchid: '1900000109', apiV3Key: 'k'.repeat(32) },
      ...{ merchantSerial: 'A1'.repeat(20), merchantPublicKey: publicKey },
    },
  }

  it('takes a merchant with his own numbers and keys, whose program talks to it unchanged', async () => {
    expect((await sandbox.api('POST', 'merchants', { ...shop, wechat: { ...shop.wechat, mchid: '1' } })).status).toBe(
      400,
    )
    const { mchid } = sandbox.keys.merchant('lanzhou').wechat
    const used = await sandbox.api('POST', 'merchants', { ...shop, wechat: { ...shop.wechat, mchid } })
    expect(used).toMatchObject({ status: 409, body: { code: 'number-used' } })
    expect((await sandbox.api('POST', 'merchants', shop)).status).toBe(201)
    const theirs = wechat({ mchid: '1900000109', serial: 'A1'.repeat(20), privateKey })
    const asked = { ...order('SHOP00000001'), appid: shop.wechat.appid, mchid: '1900000109' }
    const { data } = await theirs.post('/v3/pay/transactions/native', asked)
    expect(data.code_url).toMatch(/^weixin:/)
    const stranger = wechat({ mchid: '1900000109', serial: 'A1'.repeat(20) })
    expect(await refusedWith(stranger.post('/v3/pay/transactions/native', asked))).toMatchObject({ code: 'SIGN_ERROR' })
    expect(Rsa.verify('text', Rsa.sign('text', privateKey), publicKey)).toBe(true)
  })

  it('listens under TLS with its own certificate, and names itself as it is told to', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-tls-'))
    const [key, certificate] = [path.join(folder, 'tls.key'), path.join(folder, 'tls.crt')]
    writeFileSync(key, createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem' }))
    const subject = ['-subj', '/CN=pay.example.cn', '-days', '2']
    execFileSync('openssl', ['req', '-x509', '-new', '-key', key, '-out', certificate, ...subject], { stdio: 'ignore' })
    const own = path.join(folder, 'merchants.json')
    writeFileSync(own, JSON.stringify([shop]))
    const secured = await startTestSandbox({
      ...{ host: '0.0.0.0', tls: { certificate, key }, publicUrl: 'https://pay.example.cn', merchantsFile: own },
    })
    try {
      const answer = await new Promise<string>((resolve, reject) => {
        request(`${secured.url}/sandbox/api/merchants`, { rejectUnauthorized: false }, (response) => {
          let text = ''
          response.on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () => resolve(text))
        })
          .on('error', reject)
          .end()
      })
      expect(JSON.parse(answer).merchants).toContainEqual(expect.objectContaining({ id: 'shop' }))
      expect(secured.world.url).toBe('https://pay.example.cn')
      expect(createPublicKey(publicKey).asymmetricKeyType).toBe('rsa')
    } finally {
      await secured.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('does not start with a file of merchants that cannot be used, and says where', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-merchants-'))
    const own = path.join(folder, 'merchants.json')
    writeFileSync(own, JSON.stringify([{ ...shop, wechat: { ...shop.wechat, apiV3Key: 'short' } }]))
    await expect(startTestSandbox({ merchantsFile: own })).rejects.toThrow(
      `sandbox: ${own}: 0.wechat.apiV3Key: APIv3 密钥为 32 个字符`,
    )
    rmSync(folder, { recursive: true, force: true })
  })
})
