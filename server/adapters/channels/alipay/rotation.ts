import type { AlipayClient } from './client'
import type { GrowingKeys } from './keyring'
import type { AlipayOptions } from './options'
import { certificateBody } from './wire'

const EVERY_MS = 5 * 60_000
const MAX_WANTED = 4

export interface Rotation {
  /** A notification named this certificate, which we do not know. Anybody may have sent it. */
  wanted(sn: string): void
  /** Fetches what notifications have named: at most every five minutes. Gives whether a certificate was added. */
  refresh(): Promise<boolean>
  /** Fetches what an answer of the gateway has named: at most every five minutes. Gives whether it is known now. */
  learn(sn: string): Promise<boolean>
}

/** Runs work at most every five minutes; who asks in between shares what the last run gave. */
function atMostEvery(ms: number, clock: () => number): (work: () => Promise<boolean>) => Promise<boolean> {
  let ranAt = Number.NEGATIVE_INFINITY
  let running: Promise<boolean> = Promise.resolve(false)
  return (work) => {
    const now = clock()
    const waited = now - ranAt
    // A clock that was set back must not block the work for longer than usual.
    if (waited < 0 || waited >= ms) {
      ranAt = now
      running = work()
    }
    return running
  }
}

/**
 * Follows Alipay when it changes the certificate that it signs by (formats.md 3.2). The new one is asked for by its number
 * from alipay.open.app.alipaycert.download, whose answer bears no signature that could be checked before: what makes it
 * believed is that the certificate goes back to the root in our own file.
 */
export function followRotation(
  client: AlipayClient,
  keys: GrowingKeys,
  now: { text: () => string },
  options: Pick<AlipayOptions, 'clock' | 'log' | 'company'>,
): Rotation {
  const { clock, log, company } = options
  const named = new Set<string>()
  const forNotices = atMostEvery(EVERY_MS, clock)
  const forAnswers = atMostEvery(EVERY_MS, clock)

  async function fetchCertificate(sn: string): Promise<boolean> {
    let code = 'NOT_TRUSTED'
    try {
      const content: unknown = await client.exec('alipay.open.app.alipaycert.download', {
        biz_content: { alipay_cert_sn: sn },
        timestamp: now.text(),
      })
      const answer = certificateBody.safeParse(content)
      if (answer.success && keys.adopt(sn, Buffer.from(answer.data.alipay_cert_content, 'base64').toString('utf8'))) {
        log.info({ company, channel: 'alipay', sn }, 'platform certificate added')
        return true
      }
      if (!answer.success) code = 'UNREADABLE'
    } catch {
      code = 'NO_ANSWER'
    }
    log.warn({ company, channel: 'alipay', code }, 'platform certificate not added')
    return false
  }

  return {
    wanted(sn) {
      if (!/^[0-9a-f]{32}$/.test(sn)) return
      named.delete(sn)
      named.add(sn)
      const [oldest] = named
      if (named.size > MAX_WANTED && oldest !== undefined) named.delete(oldest)
    },
    refresh() {
      if (named.size === 0) return Promise.resolve(false)
      return forNotices(async () => {
        const added: boolean[] = []
        for (const sn of [...named]) added.push(await fetchCertificate(sn))
        named.clear()
        return added.includes(true)
      })
    },
    learn: (sn) => forAnswers(() => fetchCertificate(sn)),
  }
}
