import { channelOrigin, fileUrl, guardedAgent, isReachable } from '../../../server/adapters/channels/addresses'
import { exchange } from '../../../server/adapters/channels/exchange'
import { scriptedServer } from '../../support/channels/server'

const INTERNAL = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
]
const LOOPBACK = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']

describe('where a bill may be fetched', () => {
  test.each(INTERNAL)('not at %s, sandbox or not', (address) => {
    expect(isReachable(address, false)).toBe(false)
    expect(isReachable(address, true)).toBe(false)
  })

  test.each(LOOPBACK)('at %s in sandbox mode only', (address) => {
    expect(isReachable(address, false)).toBe(false)
    expect(isReachable(address, true)).toBe(true)
  })

  test.each(['101.226.103.1', '172.32.0.1', '172.15.255.255', '2409:8000::1'])('at %s', (address) => {
    expect(isReachable(address, false)).toBe(true)
  })

  test('only at a host that was expected, to the port', () => {
    const hosts = ['dwbillcenter.alipay.com', 'api.mch.weixin.qq.com:8443']
    expect(fileUrl('http://dwbillcenter.alipay.com/downloadBillFile.resource?fileId=1', hosts, false)?.pathname).toBe(
      '/downloadBillFile.resource',
    )
    expect(fileUrl('https://api.mch.weixin.qq.com:8443/v3/x', hosts, false)).toBeDefined()
    for (const elsewhere of [
      'http://dwbillcenter.alipay.com.evil.example/x',
      'http://evil.example/dwbillcenter.alipay.com',
      'http://dwbillcenter.alipay.com@evil.example/x',
      'http://user@dwbillcenter.alipay.com/x',
      'http://dwbillcenter.alipay.com:8080/x',
      'https://api.mch.weixin.qq.com/v3/x',
      'ftp://dwbillcenter.alipay.com/x',
      'file:///etc/passwd',
      '//dwbillcenter.alipay.com/x',
      '',
    ]) {
      expect(fileUrl(elsewhere, hosts, false)).toBeUndefined()
    }
  })

  test('not at an internal address, even if it was expected, however it is written', () => {
    for (const [url, host] of [
      ['http://127.0.0.1/x', '127.0.0.1'],
      ['http://2130706433/x', '127.0.0.1'],
      ['http://0x7f.1/x', '127.0.0.1'],
      ['http://[::1]/x', '[::1]'],
      ['http://[::ffff:a9fe:a9fe]/x', '[::ffff:a9fe:a9fe]'],
    ] as const) {
      expect(fileUrl(url, [host], false)).toBeUndefined()
    }
    expect(fileUrl('http://127.0.0.1:8081/x', ['127.0.0.1:8081'], true)).toBeDefined()
    expect(fileUrl('http://169.254.169.254/x', ['169.254.169.254'], true)).toBeUndefined()
  })

  test('not where a good name resolves to an internal address', async () => {
    const inside = await scriptedServer()
    inside.say({ status: 200, body: 'secret' })
    const url = inside.url.replace('127.0.0.1', 'localhost')
    const ask = { method: 'GET', url, headers: {}, timeoutMs: 1000, maxBytes: 100 } as const
    expect(await exchange(ask, guardedAgent(false))).toEqual({
      kind: 'failed',
      code: 'NETWORK',
      message: 'INTERNAL_ADDRESS',
    })
    expect(inside.heard).toHaveLength(0)
    expect(await exchange(ask, guardedAgent(true))).toMatchObject({ kind: 'answered', status: 200 })
    await inside.close()
  })
})

describe('where a channel may be', () => {
  test('behind https, or, for the sandbox, on this machine', () => {
    expect(channelOrigin('https://api.mch.weixin.qq.com', false)).toBe('https://api.mch.weixin.qq.com')
    expect(channelOrigin('http://127.0.0.1:8081/', true)).toBe('http://127.0.0.1:8081')
    expect(channelOrigin('http://localhost:8081/gateway.do', true)).toBe('http://localhost:8081')
  })

  test.each([
    ['http://api.mch.weixin.qq.com', false],
    ['http://api.mch.weixin.qq.com', true],
    ['http://127.0.0.1:8081', false],
    ['ftp://127.0.0.1', true],
    ['nowhere', true],
  ])('not at %s (sandbox: %s)', (url, allowLoopback) => {
    expect(() => channelOrigin(url, allowLoopback)).toThrow()
  })
})
