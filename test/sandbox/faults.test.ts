import { type AlipayClient, alipayClient, isGenuineNotice } from './support/alipayClient'
import { type Receiver, startReceiver } from './support/receiver'
import { startTestSandbox, type TestSandbox } from './support/testSandbox'
import { isSignedByPlatform, open, type WechatClient, wechatClient } from './support/wechatClient'

let sandbox: TestSandbox
let server: Receiver
let wechat: WechatClient
let alipay: AlipayClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  wechat = wechatClient(sandbox, 'lanzhou')
  alipay = alipayClient(sandbox, 'lanzhou')
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})
beforeEach(async () => {
  await on({})
  server.answer = { status: 200, body: 'success' }
  await sandbox.tick()
  server.received = []
})

const on = (switches: Record<string, unknown>, seed = 1) =>
  sandbox.api('PUT', 'faults', { reset: true, seed, switches })
const advance = (ms: number) => {
  sandbox.clock.setOffset(sandbox.clock.offsetMs() + ms)
  return sandbox.tick()
}
const newNo = () => `HPFAULT${String(++made).padStart(6, '0')}`
async function wechatOrder() {
  const orderNo = newNo()
  await wechat.order({ out_trade_no: orderNo, notify_url: `${server.url}/notify/wechat/lanzhou` })
  return orderNo
}
const pay = (orderNo: string, more: Record<string, unknown> = {}) => sandbox.api('POST', 'pay', { orderNo, ...more })
const plaintexts = () =>
  server.received.map(({ body }) =>
    JSON.parse(open(JSON.parse(body.toString('utf8')).resource, wechat.numbers.apiV3Key)),
  )
const genuine = () => server.received.map((received) => isSignedByPlatform(sandbox, received))
const silent = async (call: Promise<unknown>) => {
  const late = new Promise((resolve) => setTimeout(() => resolve('silence'), 300))
  return Promise.race([
    call.then(
      () => 'answer',
      () => 'cut',
    ),
    late,
  ])
}

describe('a call to WeChat Pay under a fault', () => {
  it('timeoutBeforeEffect: nothing is answered, nothing was done', async () => {
    await on({ timeoutBeforeEffect: { count: 1, api: 'order' } })
    expect(await silent(wechat.order({ out_trade_no: 'HPTIMEOUT001' }))).toBe('silence')
    expect((await wechat.query('HPTIMEOUT001')).status).toBe(404)
  })

  it('timeoutAfterEffect: nothing is answered, and it was done', async () => {
    await on({ timeoutAfterEffect: { count: 1, api: 'order' } })
    expect(await silent(wechat.order({ out_trade_no: 'HPTIMEOUT002' }))).toBe('silence')
    expect((await wechat.query('HPTIMEOUT002')).status).toBe(200)
  })

  it.each([
    ['error500', 500, 'SYSTEM_ERROR', 404],
    ['error500AfterEffect', 500, 'SYSTEM_ERROR', 200],
    ['rateLimit429', 429, 'FREQUENCY_LIMITED', 404],
    ['unavailable503', 503, 'SERVICE_UNAVAILABLE', 404],
    ['accepted202', 202, undefined, 404],
  ])('%s answers %i %s; asked afterwards, the order is %i', async (fault, status, code, then) => {
    await on({ [fault]: { count: 1 } })
    const orderNo = newNo()
    const answer = await wechat.order({ out_trade_no: orderNo })
    expect(answer.status).toBe(status)
    expect(answer.json.code).toBe(code)
    expect((await wechat.query(orderNo)).status).toBe(then)
  })

  it.each(['answerSigntest', 'answerForged', 'answerUnsigned', 'answerUnknownSerial'])(
    '%s: the answer cannot be verified',
    async (fault) => {
      await on({ [fault]: { count: 1 } })
      const bad = await wechat.order({ out_trade_no: newNo() })
      expect(bad.status).toBe(200)
      expect(isSignedByPlatform(sandbox, bad)).toBe(false)
      expect(isSignedByPlatform(sandbox, await wechat.order({ out_trade_no: newNo() }))).toBe(true)
      const signature = bad.headers.get('wechatpay-signature')
      expect(signature?.startsWith('WECHATPAY/SIGNTEST/')).toBe(
        { answerSigntest: true, answerUnsigned: undefined }[fault] ?? (signature ? false : undefined),
      )
    },
  )

  it('answerStale: genuine, but from 301 s ago', async () => {
    await on({ answerStale: { count: 1 } })
    const answer = await wechat.order({ out_trade_no: newNo() })
    expect(isSignedByPlatform(sandbox, answer)).toBe(true)
    const age = Math.floor(sandbox.clock.now() / 1000) - Number(answer.headers.get('wechatpay-timestamp'))
    expect(age).toBeGreaterThanOrEqual(301)
  })

  it('publicKeyRamp: a seeded share of answers is under the public key, all of them genuine', async () => {
    await on({ publicKeyRamp: { rate: 0.5 } })
    const serials: (string | null)[] = []
    for (let n = 0; n < 20; n++) {
      const answer = await wechat.query('HPTIMEOUT002')
      expect(isSignedByPlatform(sandbox, answer)).toBe(true)
      serials.push(answer.headers.get('wechatpay-serial'))
    }
    expect(new Set(serials)).toEqual(
      new Set([sandbox.keys.text('wechat-pubkey.id'), sandbox.keys.text('wechat-platform.serial')]),
    )
  })
})

describe('a call to Alipay under a fault', () => {
  it.each([
    ['error500', { code: '20000', sub_code: 'isp.unknow-error' }, 'ACQ.TRADE_NOT_EXIST'],
    ['error500AfterEffect', { code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' }, undefined],
    ['rateLimit429', { code: '40005' }, 'ACQ.TRADE_NOT_EXIST'],
  ])('%s answers so', async (fault, content, then) => {
    await on({ [fault]: { count: 1, channel: 'alipay' } })
    const orderNo = newNo()
    expect((await alipay.create(orderNo)).content).toMatchObject(content)
    expect((await alipay.query(orderNo)).content.sub_code).toBe(then)
  })

  it('answerUnsigned: there is no signature', async () => {
    await on({ answerUnsigned: { count: 1 } })
    const answer = await alipay.create(newNo())
    expect(answer.content.code).toBe('10000')
    expect(answer.sign).toBeUndefined()
  })
})

describe('a payment under a fault', () => {
  it('wrongAmountBy1Fen: one fen more was really paid, in query, notification and truth alike', async () => {
    await on({ wrongAmountBy1Fen: { count: 1 } })
    const orderNo = await wechatOrder()
    await pay(orderNo)
    await sandbox.tick()
    expect((await wechat.query(orderNo)).json).toMatchObject({ amount: { total: 111_664 } })
    expect(plaintexts()).toMatchObject([{ amount: { total: 111_664, payer_total: 111_664 } }])
  })

  it('paidBeforeAnswer: the notification is there before the answer to the order', async () => {
    await on({ paidBeforeAnswer: { count: 1 } })
    const orderNo = await wechatOrder()
    expect(plaintexts()).toMatchObject([{ out_trade_no: orderNo, trade_state: 'SUCCESS' }])
  })

  it('paidAfterClose: closed with 204, and paid all the same', async () => {
    await on({ paidAfterClose: { count: 1 } })
    const orderNo = await wechatOrder()
    expect((await wechat.close(orderNo)).status).toBe(204)
    expect((await wechat.query(orderNo)).json).toMatchObject({ trade_state: 'SUCCESS' })
  })

  it('evenIfClosed: a person can let the same happen to one order', async () => {
    const orderNo = await wechatOrder()
    await wechat.close(orderNo)
    expect((await pay(orderNo)).status).toBe(409)
    expect((await pay(orderNo, { evenIfClosed: true })).status).toBe(200)
  })

  it.each(['wechat', 'alipay'])('a stray %s payment is announced for an order that nobody made', async (channel) => {
    const stray = await startTestSandbox({ serverUrl: server.url })
    const { status, body } = await stray.api('POST', 'strays', { channel, company: 'lanzhou', amountFen: 500 })
    await stray.tick()
    expect(status).toBe(201)
    expect(body.order).toMatchObject({ state: 'paid', paidFen: 500, channel })
    expect(server.received.map(({ url }) => url)).toEqual([`/notify/${channel}/lanzhou`])
    const [received] = server.received
    expect(
      received && (channel === 'wechat' ? isSignedByPlatform(stray, received) : isGenuineNotice(stray, received.body)),
    ).toBe(true)
    await stray.remove()
  })
})

describe('a notification under a fault', () => {
  it('loseNotifications: never comes, and can be sent by hand', async () => {
    await on({ loseNotifications: { count: 1 } })
    const orderNo = await wechatOrder()
    await pay(orderNo)
    await advance(2 * 86_400_000)
    expect(server.received).toHaveLength(0)
    const { body } = await sandbox.api('GET', `notifications?orderNo=${orderNo}`)
    await sandbox.api('POST', `notifications/${(body.notifications as { id: string }[])[0]?.id}/resend`)
    await sandbox.tick()
    expect(genuine()).toEqual([true])
  })

  it('loseDeliveries: comes at the next delivery', async () => {
    await on({ loseDeliveries: { count: 1 } })
    await pay(await wechatOrder())
    await sandbox.tick()
    expect(server.received).toHaveLength(0)
    await advance(15_000)
    expect(genuine()).toEqual([true])
  })

  it('duplicateNotifications: the same bytes, many times at once', async () => {
    await on({ duplicateNotifications: { count: 1, value: 100 } })
    await pay(await wechatOrder())
    await sandbox.tick()
    expect(server.received).toHaveLength(100)
    expect(new Set(server.received.map(({ body }) => body.toString('utf8'))).size).toBe(1)
  })

  it('delayNotificationsMs: comes that much later', async () => {
    await on({ delayNotificationsMs: { count: 1, value: 60_000 } })
    await pay(await wechatOrder())
    await advance(59_000)
    expect(server.received).toHaveLength(0)
    await advance(2000)
    expect(genuine()).toEqual([true])
  })

  it('reorderNotifications: come in another order than they happened', async () => {
    await on({ reorderNotifications: { value: 60_000 } })
    const happened: string[] = []
    for (let n = 0; n < 8; n++) {
      const orderNo = await wechatOrder()
      await pay(orderNo)
      happened.push(orderNo)
    }
    for (let second = 0; second < 62; second++) await advance(1000)
    const came = plaintexts().map(({ out_trade_no }) => out_trade_no)
    expect([...came].sort()).toEqual(happened)
    expect(came).not.toEqual(happened)
  })

  it.each(['forgeSignature', 'forgeBody', 'dropHeader', 'signtestNotifications', 'unknownSerialNotifications'])(
    '%s: cannot be verified; a true copy follows even when it was accepted',
    async (fault) => {
      await on({ [fault]: { count: 1 } })
      await pay(await wechatOrder())
      await sandbox.tick()
      expect(genuine()).toEqual([false])
      await advance(15_000)
      expect(genuine()).toEqual([false, true])
    },
  )

  it.each([
    [301, 2],
    [299, 1],
  ])('staleNotifications by %i s: %i deliveries', async (seconds, deliveries) => {
    await on({ staleNotifications: { count: 1, value: seconds } })
    await pay(await wechatOrder())
    await sandbox.tick()
    const age = Math.floor(sandbox.clock.now() / 1000) - Number(server.received[0]?.headers['wechatpay-timestamp'])
    expect(age - seconds).toBeGreaterThanOrEqual(0)
    expect(age - seconds).toBeLessThan(3)
    await advance(15_000)
    expect(server.received).toHaveLength(deliveries)
  })

  it.each([
    ['foreignMerchant', 'mchid'],
    ['foreignApp', 'appid'],
  ])('%s: genuinely signed with another %s, then right', async (fault, field) => {
    await on({ [fault]: { count: 1 } })
    await pay(await wechatOrder())
    await sandbox.tick()
    await advance(15_000)
    expect(genuine()).toEqual([true, true])
    const [first, second] = plaintexts()
    expect(second?.[field]).toBe(field === 'mchid' ? wechat.numbers.mchid : wechat.numbers.appid)
    expect(first?.[field]).not.toBe(second?.[field])
  })

  it.each(['forgeSignature', 'forgeBody'])("%s: Alipay's form cannot be verified, then it can", async (fault) => {
    for (let seed = 1; seed <= 12; seed++) {
      await on({ [fault]: { count: 1 } }, seed)
      server.received = []
      const orderNo = newNo()
      await alipay.create(orderNo, {}, `${server.url}/notify/alipay/lanzhou`)
      await pay(orderNo)
      await sandbox.tick()
      await advance(4 * 60_000)
      expect(server.received.map(({ body }) => isGenuineNotice(sandbox, body))).toEqual([false, true])
    }
  })
})

describe('the switches', () => {
  it('strike by a seed: the same seed, the same story; another seed, another', async () => {
    const story = async (seed: number) => {
      await on({ error500: { rate: 0.3 } }, seed)
      const statuses: number[] = []
      for (let n = 0; n < 30; n++) statuses.push((await wechat.query('HPTIMEOUT002')).status)
      return statuses.join()
    }
    const first = await story(7)
    expect(first).toContain('500')
    expect(first).toContain('200')
    expect(await story(7)).toBe(first)
    expect(await story(8)).not.toBe(first)
  })

  it('strike only where they are told to', async () => {
    await on({
      error500: { channel: 'alipay' },
      rateLimit429: { company: 'beijing' },
      unavailable503: { api: 'close' },
    })
    const orderNo = await wechatOrder()
    expect((await wechat.query(orderNo)).status).toBe(200)
    expect((await wechat.close(orderNo)).status).toBe(503)
    expect((await alipay.query(orderNo)).content.code).toBe('20000')
  })

  it('count what was asked and what struck, and survive a restart', async () => {
    const first = await startTestSandbox()
    await first.api('PUT', 'faults', { switches: { error500: { count: 1 } } })
    await wechatClient(first, 'lanzhou').query('HP')
    await first.close()
    const second = await startTestSandbox({ dataDir: first.dataDir })
    const { body } = await second.api('GET', 'faults')
    expect((body.switches as Record<string, unknown>).error500).toMatchObject({
      setting: { count: 1 },
      asked: 1,
      struck: 1,
    })
    expect((await wechatClient(second, 'lanzhou').query('HP')).status).toBe(404)
    await second.remove()
  })

  it.each([
    [{ switches: { noSuchFault: true } }],
    [{ switches: { error500: { rate: 2 } } }],
    [{ switches: { error500: { often: 1 } } }],
    [{ seed: -1 }],
    [[]],
  ])('refuse %j', async (body) => {
    expect(await sandbox.api('PUT', 'faults', body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  })
})
