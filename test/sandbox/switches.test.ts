import { ownSandbox } from '../support/sandbox/sandboxAndClients'
import { startTestSandbox } from '../support/sandbox/testSandbox'
import { wechatClient } from '../support/sandbox/wechatClient'

const own = ownSandbox()

describe('the switches', () => {
  it('strike by a seed: the same seed, the same story; another seed, another', async () => {
    const story = async (seed: number) => {
      await own.current.on({ error500: { rate: 0.3 } }, seed)
      const statuses: number[] = []
      for (let n = 0; n < 30; n++) statuses.push((await own.current.wechat.query('HPTIMEOUT002')).status)
      return statuses.join()
    }
    const first = await story(7)
    expect(first).toContain('500')
    expect(first).toContain('404')
    expect(await story(7)).toBe(first)
    expect(await story(8)).not.toBe(first)
  })

  it('strike only where they are told to', async () => {
    await own.current.on({
      error500: { channel: 'alipay' },
      rateLimit429: { company: 'beijing' },
      unavailable503: { api: 'close' },
    })
    const orderNo = await own.current.wechatOrder()
    expect((await own.current.wechat.query(orderNo)).status).toBe(200)
    expect((await own.current.wechat.close(orderNo)).status).toBe(503)
    expect((await own.current.alipay.query(orderNo)).content.code).toBe('20000')
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
    expect(await own.current.sandbox.api('PUT', 'faults', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    })
  })
})
