import { ownSandbox } from '../support/sandbox/sandboxAndClients'
import { isSignedByPlatform } from '../support/sandbox/wechatClient'

const own = ownSandbox()
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
    await own.current.on({ timeoutBeforeEffect: { count: 1, api: 'order' } })
    expect(await silent(own.current.wechat.order({ out_trade_no: 'HPTIMEOUT001' }))).toBe('silence')
    expect((await own.current.wechat.query('HPTIMEOUT001')).status).toBe(404)
  })

  it('timeoutAfterEffect: nothing is answered, and it was done', async () => {
    await own.current.on({ timeoutAfterEffect: { count: 1, api: 'order' } })
    expect(await silent(own.current.wechat.order({ out_trade_no: 'HPTIMEOUT002' }))).toBe('silence')
    expect((await own.current.wechat.query('HPTIMEOUT002')).status).toBe(200)
  })

  it.each([
    ['error500', 500, 'SYSTEM_ERROR', 404],
    ['error500AfterEffect', 500, 'SYSTEM_ERROR', 200],
    ['rateLimit429', 429, 'FREQUENCY_LIMITED', 404],
    ['unavailable503', 503, 'SERVICE_UNAVAILABLE', 404],
    ['accepted202', 202, undefined, 404],
  ])('%s answers %i %s; asked afterwards, the order is %i', async (fault, status, code, then) => {
    await own.current.on({ [fault]: { count: 1 } })
    const orderNo = own.current.newNo()
    const answer = await own.current.wechat.order({ out_trade_no: orderNo })
    expect(answer.status).toBe(status)
    expect(answer.json.code).toBe(code)
    expect((await own.current.wechat.query(orderNo)).status).toBe(then)
  })

  it.each(['answerSigntest', 'answerForged', 'answerUnsigned', 'answerUnknownSerial'])(
    '%s: the answer cannot be verified',
    async (fault) => {
      await own.current.on({ [fault]: { count: 1 } })
      const bad = await own.current.wechat.order({ out_trade_no: own.current.newNo() })
      expect(bad.status).toBe(200)
      expect(isSignedByPlatform(own.current.sandbox, bad)).toBe(false)
      expect(
        isSignedByPlatform(own.current.sandbox, await own.current.wechat.order({ out_trade_no: own.current.newNo() })),
      ).toBe(true)
      const signature = bad.headers.get('wechatpay-signature')
      expect(signature?.startsWith('WECHATPAY/SIGNTEST/')).toBe(
        { answerSigntest: true, answerUnsigned: undefined }[fault] ?? (signature ? false : undefined),
      )
    },
  )

  it('answerStale: genuine, but from 301 s ago', async () => {
    await own.current.on({ answerStale: { count: 1 } })
    const answer = await own.current.wechat.order({ out_trade_no: own.current.newNo() })
    expect(isSignedByPlatform(own.current.sandbox, answer)).toBe(true)
    const age = Math.floor(own.current.sandbox.clock.now() / 1000) - Number(answer.headers.get('wechatpay-timestamp'))
    expect(age).toBeGreaterThanOrEqual(301)
  })

  it('publicKeyRamp: a seeded share of answers is under the public key, all of them genuine', async () => {
    await own.current.on({ publicKeyRamp: { rate: 0.5 } })
    const serials: (string | null)[] = []
    for (let n = 0; n < 20; n++) {
      const answer = await own.current.wechat.query('HPTIMEOUT002')
      expect(isSignedByPlatform(own.current.sandbox, answer)).toBe(true)
      serials.push(answer.headers.get('wechatpay-serial'))
    }
    expect(new Set(serials)).toEqual(
      new Set([
        own.current.sandbox.keys.text('wechat-pubkey.id'),
        own.current.sandbox.keys.text('wechat-platform.serial'),
      ]),
    )
  })
})

describe('a call to Alipay under a fault', () => {
  it.each([
    ['error500', { code: '20000', sub_code: 'isp.unknow-error' }, 'ACQ.TRADE_NOT_EXIST'],
    ['error500AfterEffect', { code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' }, undefined],
    ['rateLimit429', { code: '40005' }, 'ACQ.TRADE_NOT_EXIST'],
  ])('%s answers so', async (fault, content, then) => {
    await own.current.on({ [fault]: { count: 1, channel: 'alipay' } })
    const orderNo = own.current.newNo()
    expect((await own.current.alipay.create(orderNo)).content).toMatchObject(content)
    expect((await own.current.alipay.query(orderNo)).content.sub_code).toBe(then)
  })

  it('answerUnsigned: there is no signature', async () => {
    await own.current.on({ answerUnsigned: { count: 1 } })
    const answer = await own.current.alipay.create(own.current.newNo())
    expect(answer.content.code).toBe('10000')
    expect(answer.sign).toBeUndefined()
  })
})
