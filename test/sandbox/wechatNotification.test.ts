import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { isSignedByPlatform, open, type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

let sandbox: TestSandbox
let server: Receiver
let lanzhou: WechatClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  lanzhou = wechatClient(sandbox, 'lanzhou')
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})
beforeEach(async () => {
  await sandbox.tick()
  server.received = []
  server.answer = { status: 204, body: '' }
  await sandbox.api('PUT', 'faults', { reset: true })
})

async function paidOrder(): Promise<string> {
  const orderNo = `HPNOTE${String(++made).padStart(6, '0')}`
  await lanzhou.order({ out_trade_no: orderNo, notify_url: `${server.url}/notify/wechat/lanzhou` })
  expect((await sandbox.api('POST', 'pay', { orderNo })).status).toBe(200)
  return orderNo
}
const advance = (ms: number) => {
  sandbox.clock.setOffset(sandbox.clock.offsetMs() + ms)
  return sandbox.tick()
}
const envelopes = () => server.received.map(({ body }) => JSON.parse(body.toString('utf8')))
const view = async (orderNo: string) => {
  const { body } = await sandbox.api('GET', `notifications?orderNo=${orderNo}`)
  return (
    body.notifications as {
      id: string
      state: string
      attempts: { kind: string; status: number | null; answer: string }[]
    }[]
  )[0]
}

it('a payment is announced: signed, sealed, the same object as the query answers', async () => {
  const orderNo = await paidOrder()
  await sandbox.tick()
  const [received] = server.received
  const [envelope] = envelopes()
  expect(received?.url).toBe('/notify/wechat/lanzhou')
  expect(received && isSignedByPlatform(sandbox, received)).toBe(true)
  expect(envelope).toMatchObject({
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction' },
  })
  expect(JSON.parse(open(envelope.resource, lanzhou.numbers.apiV3Key))).toEqual((await lanzhou.query(orderNo)).json)
  expect(await view(orderNo)).toMatchObject({ state: 'delivered' })
})

it('refused, it comes again after 15 s, 15 s, 30 s, 3 min … fifteen times, always under one id', async () => {
  server.answer = { status: 500, body: '{"code":"FAIL","message":"later"}' }
  const orderNo = await paidOrder()
  await sandbox.tick()
  const waits = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600]
  for (const [index, seconds] of waits.entries()) {
    await advance(seconds * 1000 - 2000)
    expect(server.received).toHaveLength(index + 1)
    await advance(2000)
    expect(server.received).toHaveLength(index + 2)
  }
  expect(await view(orderNo)).toMatchObject({ state: 'given-up' })
  await advance(86_400_000)
  expect(server.received).toHaveLength(16)
  expect(new Set(envelopes().map(({ id }) => id)).size).toBe(1)
  expect(new Set(server.received.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(16)
})

it('when the clock is set a day ahead, the whole day of repeats goes out', async () => {
  server.answer = { status: 404, body: '' }
  await paidOrder()
  await sandbox.tick()
  await advance(86_400_000 + 300_000)
  expect(server.received).toHaveLength(16)
})

it('accepted at the second delivery, it stops', async () => {
  server.answer = { status: 500, body: '' }
  const orderNo = await paidOrder()
  await sandbox.tick()
  server.answer = { status: 200, body: '{"code":"SUCCESS","message":""}' }
  await advance(15_000)
  await advance(86_400_000)
  expect(server.received).toHaveLength(2)
  expect((await view(orderNo))?.attempts.map(({ status }) => status)).toEqual([500, 200])
})

it('an answer after five seconds counts as none', async () => {
  server.answer = { status: 200, body: '', afterMs: 5500 }
  const orderNo = await paidOrder()
  await sandbox.tick()
  expect(await view(orderNo)).toMatchObject({
    state: 'waiting',
    attempts: [{ status: null, answer: '5 秒内没有回答' }],
  })
  server.answer = { status: 200, body: '' }
  await advance(15_000)
  expect(await view(orderNo)).toMatchObject({ state: 'delivered' })
})

it('a server that is down gets it later', async () => {
  const orderNo = `HPDOWN${String(++made).padStart(6, '0')}`
  await lanzhou.order({ out_trade_no: orderNo, notify_url: 'http://127.0.0.1:9/nobody' })
  await sandbox.api('POST', 'pay', { orderNo })
  await sandbox.tick()
  expect(await view(orderNo)).toMatchObject({ state: 'waiting', attempts: [{ status: null, kind: 'genuine' }] })
})

it('can be sent again by hand', async () => {
  const orderNo = await paidOrder()
  await sandbox.tick()
  const id = (await view(orderNo))?.id
  expect((await sandbox.api('POST', `notifications/${id}/resend`)).status).toBe(202)
  await sandbox.tick()
  expect(envelopes().map((envelope) => envelope.id)).toEqual([id, id])
  expect((await sandbox.api('POST', 'notifications/none/resend')).status).toBe(404)
})
