import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { keyFiles } from '../support/sandbox/testSandbox'
import { isSignedByPlatform, wechatClient } from '../support/sandbox/wechatClient'

const root = path.resolve(__dirname, '../..')
const dataDir = mkdtempSync(path.join(tmpdir(), 'heatpay-process-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** The sandbox as the server starts it: a child with a channel between them. */
async function startChild(port = 0) {
  const child = fork(
    path.join(__dirname, '..', 'support', 'sandbox', 'runTypescript.cjs'),
    [path.join(root, 'sandbox', 'main.ts')],
    {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir, PORT: '18080', SANDBOX_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
  children.push(child)
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('exit', (code) => setTimeout(() => resolve({ code, errors }), 50)),
  )
  const ready = new Promise<{ ready: boolean; url: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { ready: boolean; url: string }))
    child.once('exit', () => reject(new Error(`the sandbox did not start: ${errors}`)))
  })
  ready.catch(() => undefined)
  return { child, ready, ended }
}

describe('the sandbox as a process', () => {
  it('says when it is ready, and goes when its parent is gone', async () => {
    const { child, ready, ended } = await startChild()
    const { url } = await ready
    expect((await fetch(`${url}/sandbox/api/clock`)).status).toBe(200)
    child.disconnect()
    expect(await ended).toEqual({ code: 0, errors: '' })
  })

  it('ends cleanly on SIGTERM', async () => {
    const { child, ready, ended } = await startChild()
    await ready
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('says what is wrong when its port is taken', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const address = blocker.address()
    const { ended } = await startChild(typeof address === 'object' && address ? address.port : 0)
    const { code, errors } = await ended
    blocker.close()
    expect(code).toBe(1)
    expect(errors).toContain('EADDRINUSE')
  })

  it('killed after a payment, it announces the payment when it is back', async () => {
    const server: Receiver = await startReceiver()
    server.answer = { status: 500, body: '' }
    const before = await startChild()
    const client = (url: string) => {
      const outside = { url, keys: keyFiles(dataDir), clock: { now: Date.now } }
      return wechatClient(outside as never, 'lanzhou')
    }
    const { url } = await before.ready
    await client(url).order({ out_trade_no: 'HPKILLED0001', notify_url: `${server.url}/notify/wechat/lanzhou` })
    await fetch(`${url}/sandbox/api/pay`, { method: 'POST', body: JSON.stringify({ orderNo: 'HPKILLED0001' }) })
    before.child.kill('SIGKILL')
    await before.ended
    server.received = []
    server.answer = { status: 204, body: '' }

    const after = await startChild()
    const again = await after.ready
    expect((await client(again.url).query('HPKILLED0001')).json).toMatchObject({ trade_state: 'SUCCESS' })
    await fetch(`${again.url}/sandbox/api/clock`, { method: 'PUT', body: JSON.stringify({ advance: 20_000 }) })
    for (let n = 0; n < 100 && server.received.length === 0; n++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    const [received] = server.received
    expect(received && isSignedByPlatform({ keys: keyFiles(dataDir) } as never, received)).toBe(true)
    after.child.disconnect()
    await after.ended
    await server.close()
  })
})
