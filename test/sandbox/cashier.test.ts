import { createSign } from 'node:crypto'
import { allowedReturn, withResult } from '../../sandbox/pages/html'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

let sandbox: TestSandbox
let lanzhou: WechatClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox({ serverUrl: 'https://pay.example.cn' })
  lanzhou = wechatClient(sandbox, 'lanzhou')
})
afterAll(() => sandbox.remove())
afterEach(() => sandbox.clock.setOffset(0))

async function newOrder(fields: Record<string, unknown> = {}) {
  const orderNo = `HPCASH${String(++made).padStart(6, '0')}`
  const { json } = await lanzhou.order({ out_trade_no: orderNo, ...fields })
  return { orderNo, prepayId: String(json.prepay_id) }
}
const show = async (query: Record<string, string>) => {
  const answer = await fetch(`${sandbox.url}/sandbox/cashier?${new URLSearchParams(query)}`)
  return { status: answer.status, text: await answer.text() }
}
const choose = async (form: Record<string, string>) => {
  const answer = await fetch(`${sandbox.url}/sandbox/cashier`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}
const stateOf = async (orderNo: string) => (await lanzhou.query(orderNo)).json.trade_state

describe('the cashier', () => {
  it('shows payee, goods and amount, and that it is a simulation', async () => {
    const { prepayId } = await newOrder({ description: '<b>2026-2027采暖季</b>采暖费' })
    const { status, text } = await show({ prepay_id: prepayId, return: '/#/pages/result?order=1' })
    expect(status).toBe(200)
    expect(text).toContain('模拟收银台')
    expect(text).toContain('兰州热力集团有限公司')
    expect(text).toContain('1,116.63')
    expect(text).toContain('&#60;b&#62;2026-2027采暖季')
    expect(text).not.toContain('<b>2026')
  })

  it('confirmed, pays the order and sends the payer back with the result', async () => {
    const { orderNo, prepayId } = await newOrder()
    const done = await choose({ prepay_id: prepayId, choice: 'pay', return: '/#/pages/result?order=1' })
    expect(done).toMatchObject({ status: 303, location: '/#/pages/result?order=1&result=paid' })
    expect(await stateOf(orderNo)).toBe('SUCCESS')
  })

  it('cancelled, leaves the order payable', async () => {
    const { orderNo, prepayId } = await newOrder()
    const done = await choose({ prepay_id: prepayId, choice: 'cancel', return: 'http://127.0.0.1:10086/#/result' })
    expect(done).toMatchObject({ status: 303, location: 'http://127.0.0.1:10086/#/result?result=cancelled' })
    expect(await stateOf(orderNo)).toBe('NOTPAY')
  })

  it('without a way back says what happened on a page of its own', async () => {
    const { prepayId } = await newOrder()
    expect((await choose({ prepay_id: prepayId, choice: 'pay' })).text).toContain('支付成功')
    expect((await choose({ prepay_id: prepayId, choice: 'cancel' })).text).toContain('已取消')
  })

  it('pays once, however often it is pressed', async () => {
    const { orderNo, prepayId } = await newOrder()
    await choose({ prepay_id: prepayId, choice: 'pay', return: '/a' })
    const again = await choose({ prepay_id: prepayId, choice: 'pay', return: '/a' })
    expect(again.location).toBe('/a?result=paid')
    const { body } = await sandbox.api('GET', `notifications?orderNo=${orderNo}`)
    expect(body.notifications).toHaveLength(1)
    expect((await show({ prepay_id: prepayId })).text).toContain('已经支付')
  })

  it('refuses to pay what is closed, or past the two hours of its prepay_id', async () => {
    const closed = await newOrder()
    await lanzhou.close(closed.orderNo)
    expect((await show({ prepay_id: closed.prepayId })).text).toContain('订单已关闭')
    expect(await choose({ prepay_id: closed.prepayId, choice: 'pay' })).toMatchObject({ status: 409 })
    const old = await newOrder()
    sandbox.clock.setOffset(2 * 3600_000 + 1000)
    expect((await choose({ prepay_id: old.prepayId, choice: 'pay' })).text).toContain('已过期')
    expect(await stateOf(old.orderNo)).toBe('NOTPAY')
  })

  it('does not pay before it knows that it may send the payer back', async () => {
    const { orderNo, prepayId } = await newOrder()
    expect(await choose({ prepay_id: prepayId, choice: 'pay', return: 'https://evil.example/' })).toMatchObject({
      status: 400,
    })
    expect(await stateOf(orderNo)).toBe('NOTPAY')
    expect((await show({ prepay_id: prepayId, return: '//evil.example/' })).status).toBe(400)
  })

  it('does not know every prepay_id', async () => {
    expect((await show({ prepay_id: 'wx0' })).status).toBe(404)
    expect((await show({})).status).toBe(404)
  })

  it('verifies the parameters of wx.requestPayment when it gets them', async () => {
    const { orderNo, prepayId } = await newOrder()
    const sign = (text: string) =>
      createSign('RSA-SHA256').update(text).sign(sandbox.keys.privateKey('wechat-merchant'), 'base64')
    const timeStamp = '1800000000'
    const nonceStr = 'abc'
    const sheet = {
      timeStamp,
      nonceStr,
      signType: 'RSA',
      paySign: sign(`${lanzhou.numbers.appid}\n${timeStamp}\n${nonceStr}\nprepay_id=${prepayId}\n`),
    }
    expect((await show({ prepay_id: prepayId, ...sheet })).status).toBe(200)
    expect((await show({ prepay_id: prepayId, ...sheet, nonceStr: 'abd' })).status).toBe(403)
    const refused = await sandbox.api('POST', 'pay', {
      sheet: { ...sheet, timeStamp: '1800000001', package: `prepay_id=${prepayId}` },
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'bad-pay-sign' } })
    expect((await sandbox.api('POST', 'pay', { sheet: { ...sheet, package: `prepay_id=${prepayId}` } })).status).toBe(
      200,
    )
    expect(await stateOf(orderNo)).toBe('SUCCESS')
  })
})

describe('the way back', () => {
  const server = 'https://pay.example.cn'
  it.each([
    ['/', '/'],
    ['/pages/result?order=1#top', '/pages/result?order=1#top'],
    ['/#/pages/result?order=1', '/#/pages/result?order=1'],
    ['http://localhost:10086/#/a', 'http://localhost:10086/#/a'],
    ['http://[::1]:1/', 'http://[::1]:1/'],
    ['https://pay.example.cn/h5/', 'https://pay.example.cn/h5/'],
  ])('may be %s', (wanted, address) => {
    expect(allowedReturn(wanted, server)).toBe(address)
  })
  it.each([
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    'https://evil.example/',
    'https://pay.example.cn.evil.example/',
    'https://pay.example.cn@evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://user:pass@127.0.0.1/',
    'javascript:alert(1)',
    'data:text/html,x',
    'relative',
    'ftp://127.0.0.1/',
    '',
    `/${'x'.repeat(2001)}`,
  ])('may not be %j', (wanted) => {
    expect(allowedReturn(wanted, server)).toBeUndefined()
  })
  it('carries the result where the page reads it', () => {
    expect(withResult('/a', 'paid')).toBe('/a?result=paid')
    expect(withResult('/a?b=1', 'paid')).toBe('/a?b=1&result=paid')
    expect(withResult('/?x=1#/a', 'paid')).toBe('/?x=1#/a?result=paid')
    expect(withResult('/#/a?b=1', 'cancelled')).toBe('/#/a?b=1&result=cancelled')
  })
})
