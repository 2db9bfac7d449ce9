import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import { Agent, request } from 'undici'
import { PRODUCTION_ENDPOINTS, sandboxEndpoints } from '../adapters/channels/directory'
import { MOST_SKEW_MS } from '../adapters/system/channelClocks'
import type { Settings } from '../settings'
import { type Finding, fault, ok, reasonOf, warning } from './finding'

const MAX_MS = 5000
const NOTED_SKEW_MS = 30_000
const DAY_MS = 86_400_000

/** Asks each channel's address for its `Date`; nothing is signed and nothing is done there. `now`: this machine's own time. */
export async function examineChannels(settings: Settings, now: () => number): Promise<Finding[]> {
  const { wechatApi, alipayGateway } =
    settings.mode === 'sandbox' ? sandboxEndpoints(`http://127.0.0.1:${settings.sandboxPort}`) : PRODUCTION_ENDPOINTS
  const agent = new Agent({ connect: { timeout: MAX_MS } })
  try {
    const asked = [
      ['wechat', wechatApi],
      ['alipay', alipayGateway],
    ] as const
    return await Promise.all(asked.map(([channel, url]) => examineClock(`clock: ${channel}`, url, agent, now)))
  } finally {
    await agent.close()
  }
}

async function examineClock(check: string, url: string, dispatcher: Agent, now: () => number): Promise<Finding> {
  try {
    const answer = await request(url, { dispatcher, signal: AbortSignal.timeout(MAX_MS) })
    await answer.body.dump()
    const { date } = answer.headers
    const told = typeof date === 'string' ? Date.parse(date) : Number.NaN
    if (!Number.isFinite(told))
      return warning(check, `${new URL(url).host} answers without a Date`, 'is a proxy in between?')
    return judgeClock(check, now() - (told + 500))
  } catch (error) {
    const { host } = new URL(url)
    return warning(
      check,
      `${host} was not reached: ${reasonOf(error)}`,
      'open the way out to it (firewall, proxy, DNS): payments cannot be opened without',
    )
  }
}

function judgeClock(check: string, aheadMs: number): Finding {
  const off = Math.round(Math.abs(aheadMs) / 1000)
  const says = `our clock is ${off} s ${aheadMs > 0 ? 'ahead' : 'behind'}`
  if (Math.abs(aheadMs) >= MOST_SKEW_MS)
    return fault(check, says, 'set the clock by NTP now: requests and notifications are refused from five minutes on')
  if (Math.abs(aheadMs) >= NOTED_SKEW_MS) return warning(check, says, 'set the clock by NTP')
  return ok(check, says)
}

/** How long the certificate of the public address still holds; asked as a resident's phone asks. */
export async function examinePublicAddress({ publicUrl }: Settings, now: () => number): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return []
  const check = 'public address'
  try {
    const found = await peerCertificate(hostname, Number(port || 443))
    const days = Math.floor((Date.parse(found.validTo) - now()) / DAY_MS)
    return [judgeDays(check, `the certificate of ${hostname}`, days)]
  } catch (error) {
    return [
      warning(
        check,
        `${hostname}: ${reasonOf(error)}`,
        'is the proxy up, and does this machine reach it? residents and channels must',
      ),
    ]
  }
}

const peerCertificate = (host: string, port: number) =>
  new Promise<X509Certificate>((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: MAX_MS }, () => {
      const { raw } = socket.getPeerCertificate()
      socket.end()
      resolve(new X509Certificate(raw))
    })
    socket.once('error', reject)
    socket.once('timeout', () => socket.destroy(new Error('no answer within five seconds')))
  })

/** What the days that a certificate still has mean. */
export function judgeDays(check: string, what: string, days: number): Finding {
  if (days < 0) return fault(check, `${what} ended ${-days} days ago`, 'replace it now')
  if (days < 7) return fault(check, `${what} ends in ${days} days`, 'replace it now')
  if (days < 30)
    return warning(check, `${what} ends in ${days} days`, 'replace it; a file of MERCHANTS_DIR needs no restart')
  return ok(check, `${what} holds for ${days} days`)
}
