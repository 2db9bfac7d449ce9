import { type AlipayClient, alipayClient } from './alipayClient'
import { type Receiver, startReceiver } from './receiver'
import { startTestSandbox, type TestSandbox } from './testSandbox'
import { isSignedByPlatform, open, type WechatClient, wechatClient } from './wechatClient'

/** A sandbox with faults off, a merchant's server that takes its notifications, and clients of both channels. */
export class SandboxAndClients {
  private made = 0
  constructor(
    readonly sandbox: TestSandbox,
    readonly server: Receiver,
    readonly wechat: WechatClient,
    readonly alipay: AlipayClient,
  ) {}

  /** Every fault off, then these on. */
  on(switches: Record<string, unknown>, seed = 1) {
    return this.sandbox.api('PUT', 'faults', { reset: true, seed, switches })
  }

  advance(ms: number): Promise<void> {
    this.sandbox.clock.setOffset(this.sandbox.clock.offsetMs() + ms)
    return this.sandbox.tick()
  }

  newNo(): string {
    this.made += 1
    return `HPORDER${String(this.made).padStart(6, '0')}`
  }

  async wechatOrder(): Promise<string> {
    const orderNo = this.newNo()
    await this.wechat.order({ out_trade_no: orderNo, notify_url: `${this.server.url}/notify/wechat/lanzhou` })
    return orderNo
  }

  async alipayOrder(): Promise<string> {
    const orderNo = this.newNo()
    await this.alipay.create(orderNo, {}, `${this.server.url}/notify/alipay/lanzhou`)
    return orderNo
  }

  pay(orderNo: string, more: Record<string, unknown> = {}) {
    return this.sandbox.api('POST', 'pay', { orderNo, ...more })
  }

  /** What the WeChat notifications that came say, opened. */
  plaintexts() {
    return this.server.received.map(({ body }) =>
      JSON.parse(open(JSON.parse(body.toString('utf8')).resource, this.wechat.numbers.apiV3Key)),
    )
  }

  /** Of each WeChat notification that came, whether the platform signed it. */
  genuine(): boolean[] {
    return this.server.received.map((received) => isSignedByPlatform(this.sandbox, received))
  }
}

/** Sets the own for a test file, and clears it before each test. */
export function ownSandbox(): { current: SandboxAndClients } {
  const holder = {} as { current: SandboxAndClients }
  beforeAll(async () => {
    const sandbox = await startTestSandbox()
    holder.current = new SandboxAndClients(
      sandbox,
      await startReceiver(),
      wechatClient(sandbox, 'lanzhou'),
      alipayClient(sandbox, 'lanzhou'),
    )
  })
  afterAll(async () => {
    await holder.current.sandbox.remove()
    await holder.current.server.close()
  })
  beforeEach(async () => {
    const { current } = holder
    await current.on({})
    current.server.answer = { status: 200, body: 'success' }
    await current.sandbox.tick()
    current.server.received = []
  })
  return holder
}
