import { Agent } from 'undici'
import { channelOrigin } from '../addresses'
import { type CallGuard, USUAL_PAUSES_MS } from '../callGuard'
import { hearDate } from '../hearDate'

import { type Answer, isUnsettled, judgeAnswer } from './answers'
import { readCertificates } from './certificates'
import { WechatClient } from './client'
import { createWechatHttp, exchangeOf } from './http'
import { createKeyring, type GrowingKeyring } from './keyring'
import type { WechatOptions } from './options'

const REFRESH_EVERY_MS = 5 * 60_000

export interface WechatApi {
  /**
   * Runs one call of the client and judges its answer; again with the same numbers while it is unsettled. `endpoint` names
   * it in the log. Only for calls that may be repeated.
   */
  ask(endpoint: string, call: (client: WechatClient) => Promise<unknown>): Promise<Answer>
  /** See PaymentChannel.refreshKeys. */
  refreshKeys(): Promise<boolean>
  client: WechatClient
  keys: GrowingKeyring
  origin: string
}

/** The merchant API of one merchant: requests signed by wechatpay-node-v3, answers verified here. */
export function createWechatApi(options: WechatOptions, callGuard: CallGuard): WechatApi {
  const { clock, log, company } = options
  const keys = createKeyring(options)
  const origin = channelOrigin(options.baseUrl, options.allowLoopback ?? false)
  const client = new WechatClient(options)
  const timeoutMs = options.timeoutMs ?? 5_000
  client.createHttp(
    createWechatHttp({
      origin,
      platformSerial: () => keys.preferred()?.serial,
      timeoutMs,
      dispatcher: hearDate(new Agent({ connect: { timeout: timeoutMs } }), options.heardDate),
    }),
  )
  let refreshedAt = Number.NEGATIVE_INFINITY
  let refreshing: Promise<boolean> = Promise.resolve(false)

  async function fetchKeys(): Promise<boolean> {
    let certificates: ReadonlyMap<string, string> | undefined
    const answer = await callGuard.timed('certificates', async () => {
      const data = exchangeOf(await client.certificates())
      certificates = readCertificates(data, options.apiV3Key)
      // The first download cannot be verified by a key at hand: decrypted first, it brings the key that must have signed it.
      return judgeAnswer(data, certificates ? keys.with(certificates) : keys, clock())
    })
    if (!certificates || answer.kind !== 'verified') {
      const code = answer.kind === 'verified' ? 'UNREADABLE' : answer.code
      log.warn({ company, channel: 'wechat', code }, 'platform certificates not refreshed')
      return false
    }
    keys.adopt(certificates)
    log.info({ company, channel: 'wechat', serials: [...certificates.keys()] }, 'platform certificates refreshed')
    return true
  }

  function refreshKeys(): Promise<boolean> {
    const now = clock()
    const waited = now - refreshedAt
    // A clock that was set back must not block the refresh for longer than usual.
    if (waited < 0 || waited >= REFRESH_EVERY_MS) {
      refreshedAt = now
      refreshing = fetchKeys()
    }
    return refreshing
  }

  return {
    client,
    keys,
    origin,
    refreshKeys,
    ask(endpoint, call) {
      let requestId: string | undefined
      async function attempt(): Promise<Answer> {
        // The library's method runs on our HTTP client (createHttp above): what it gives is the exchange, not yet judged.
        const data = exchangeOf(await call(client))
        const answer = judgeAnswer(data, keys, clock())
        requestId = data.kind === 'answered' ? data.headers['request-id'] : undefined
        return answer.kind === 'unknown' && answer.code === 'UNKNOWN_KEY' && (await refreshKeys())
          ? judgeAnswer(data, keys, clock())
          : answer
      }
      const pausesMs = options.pausesMs ?? USUAL_PAUSES_MS
      return callGuard.ask({ endpoint, attempt, pausesMs, isUnsettled, alsoLogged: () => ({ requestId }) })
    },
  }
}
