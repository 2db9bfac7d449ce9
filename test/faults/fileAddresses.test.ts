import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileUrl, guardedAgent, isReachable } from '../../server/adapters/channels/addresses'
import { saveFile } from '../../server/adapters/channels/saveFile'

describe('faults: the address of a bill', () => {
  let server: Server
  let asked: string[]
  let port: number

  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  test('bill URL to a loopback, private or link-local address, or another host → refused', () => {
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '[fe80::1]',
      '0x7f.1',
      '2130706433',
    ]) {
      const url = `http://${host}/bill`
      expect([host, fileUrl(url, [new URL(url).host], false)]).toEqual([host, undefined])
    }
    expect(fileUrl('https://evil.example/bill', ['api.mch.weixin.qq.com'], false)).toBeUndefined()
    expect(fileUrl('https://api.mch.weixin.qq.com@evil.example/', ['api.mch.weixin.qq.com'], false)).toBeUndefined()
    expect(fileUrl('https://api.mch.weixin.qq.com/v3/bill', ['api.mch.weixin.qq.com'], false)?.pathname).toBe(
      '/v3/bill',
    )
  })

  test('the sandbox’s own host is allowed in sandbox mode only', () => {
    const sandbox = 'http://127.0.0.1:8081/v3/billdownload/file'
    expect(fileUrl(sandbox, ['127.0.0.1:8081'], true)?.host).toBe('127.0.0.1:8081')
    expect(fileUrl(sandbox, ['127.0.0.1:8081'], false)).toBeUndefined()
    expect([isReachable('127.0.0.1', true), isReachable('10.0.0.1', true)]).toEqual([true, false])
  })

  test('a redirect → refused, and not followed', async () => {
    const folder = path.join(process.cwd(), 'node_modules', '.cache')
    const saved = await saveFile({
      url: new URL(`http://127.0.0.1:${port}/bill`),
      headers: {},
      folder,
      fileName: `redirect-${port}`,
      maxBytes: 1000,
      idleMs: 2000,
      dispatcher: guardedAgent(true),
    })
    expect(saved).toMatchObject({ kind: 'answered', status: 302 })
    expect(asked).toEqual(['/bill'])
    expect(existsSync(path.join(folder, `redirect-${port}`))).toBe(false)
  })
})
