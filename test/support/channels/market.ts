import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Channel } from '../../../contract/channelWords'
import type { FaultName } from '../../../sandbox/faults/catalogue'
import type { FaultSetting } from '../../../sandbox/faults/switchboard'
import { keyFolder } from '../../../sandbox/keys/merchants'
import { startSandbox } from '../../../sandbox/start'
import { createChannelDirectory, sandboxEndpoints } from '../../../server/adapters/channels/directory'
import { loadMerchants } from '../../../server/adapters/channels/merchants'
import type { PaymentChannel, RawNotification, VerifyOutcome } from '../../../server/application/ports/channels'
import { listeningLog } from './log'

export interface Received {
  channel: Channel
  company: string
  notification: RawNotification
  verdict: VerifyOutcome
}

/** An order as the channel itself knows it. */
export interface TrueOrder {
  orderNo: string
  channel: Channel
  company: string
  state: string
  paidFen: number | null
  refundedFen: number
  channelNo: string
  refunds: { refundNo: string; refundId: string; amountFen: number; state: string }[]
}

export interface ArrivedMessage {
  templateId: string
  page: string
  fields: Record<string, string>
}

/** Sets one company's Alipay app up in certificate mode (formats.md 3.3). */
function certify(dataDir: string, company: string): void {
  const file = path.join(keyFolder(dataDir), 'merchant.json')
  const numbers = JSON.parse(readFileSync(file, 'utf8'))
  numbers[company].alipay.mode = 'certificate'
  writeFileSync(file, JSON.stringify(numbers))
}

/** The sandbox, our rooms that speak with it, and a door for its notifications that verifies and answers them. */
export async function openMarket() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'heatpay-market-'))
  const received: Received[] = []
  let channelOf: (company: string, channel: Channel) => PaymentChannel = () => {
    throw new Error('not open yet')
  }
  let now = () => 0
  const door = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const [, , name, company = ''] = (request.url ?? '').split('/')
      const channel: Channel = name === 'wechat' ? 'wechat' : 'alipay'
      const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
      const notification = { headers, body: Buffer.concat(parts) }
      const room = channelOf(company, channel)
      let verdict = room.verify(notification, now())
      if (verdict.outcome === 'refused' && verdict.code === 'unknown-key' && (await room.refreshKeys())) {
        verdict = room.verify(notification, now())
      }
      received.push({ channel, company, notification, verdict })
      const reply = verdict.outcome === 'verified' ? room.acknowledgement : room.rejection
      response.writeHead(reply.status, { 'content-type': reply.type })
      response.end(reply.body)
    })
  })
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  const serverUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const sandbox = await startSandbox({ dataDir, port: 0, serverUrl, everyMs: false })
  const { log, lines } = listeningLog()
  certify(dataDir, 'tangshan')
  const merchants = loadMerchants({ mode: 'sandbox', folder: keyFolder(dataDir), log })
  let nonces = 0
  now = () => sandbox.clock.now()
  const directory = createChannelDirectory({
    merchants,
    endpoints: sandboxEndpoints(sandbox.url),
    clock: now,
    newNonce: () => `nonce${++nonces}`,
    log,
    // A story may fail many calls on end on purpose; the breaker has tests of its own.
    patience: { timeoutMs: 500, pausesMs: [5, 5], breaker: { after: 50, restMs: 10_000 } },
  })
  function there<T>(company: string, room: T | undefined): T {
    if (!room) throw new Error(`${company} is not there`)
    return room
  }
  channelOf = (company, channel) => there(company, directory.get(company, channel))
  const call = async (method: string, at: string, body?: object) => {
    const answer = await fetch(`${sandbox.url}/sandbox/api/${at}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    dataDir,
    serverUrl,
    received,
    lines,
    channelOf,
    messengerOf: (company: string, platform: Channel) => there(company, directory.messenger(company, platform)),
    shippingOf: (company: string) => there(company, directory.shipping(company, 'wechat')),
    now,
    tick: () => sandbox.tick(),
    /** Moves the sandbox's clock, and ours with it, and does what fell due. */
    async pass(ms: number) {
      await call('PUT', 'clock', { advance: ms })
      await sandbox.tick()
    },
    async setClock(beijing: string) {
      await call('PUT', 'clock', { now: beijing })
      await sandbox.tick()
    },
    faults: (switches: Partial<Record<FaultName, FaultSetting | true>>) =>
      call('PUT', 'faults', { reset: true, switches }),
    loginCode: async (platform: Channel, company: string, person = 'demo'): Promise<string> =>
      (await call('POST', 'login-codes', { platform, company, person })).code,
    async pay(name: { orderNo?: string; sheet?: object; tradeNo?: string; company?: string; evenIfClosed?: boolean }) {
      await call('POST', 'pay', name)
      await sandbox.tick()
    },
    orders: async (): Promise<TrueOrder[]> => (await call('GET', 'orders?limit=10000')).orders,
    /** The resident accepts templates, so many times each. */
    accept: (
      platform: Channel,
      company: string,
      templateIds: readonly string[],
      person = 'demo',
      times = 1,
      payer?: string,
    ) => call('POST', 'subscriptions', { platform, company, templateIds, person, times, payer }),
    messages: async (payer: string): Promise<ArrivedMessage[]> =>
      (await call('GET', `messages?payer=${encodeURIComponent(payer)}`)).messages,
    notifications: async (orderNo: string): Promise<{ id: string }[]> =>
      (await call('GET', `notifications?orderNo=${orderNo}`)).notifications,
    async resend(id: string) {
      await call('POST', `notifications/${id}/resend`)
      await sandbox.tick()
    },
    async close() {
      await sandbox.close()
      await new Promise((done) => door.close(done))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type Market = Awaited<ReturnType<typeof openMarket>>
