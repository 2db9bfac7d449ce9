import type { Channel } from '../../contract/channelWords'
import type { PlatformLogin } from './ports'
import { sandboxPerson } from './sandboxPerson'

/** The channels that the sandbox plays, in the order in which they are offered. */
const PLAYED = { wechat: 'wechat', alipay: 'alipay' } as const satisfies { [Name in Channel]: Name }

export const platformLogin: PlatformLogin = {
  channels: (mode) => (mode === 'sandbox' ? Object.values(PLAYED) : []),
  silent: false,
  async code(channel, company) {
    const answer = await fetch('/sandbox/api/login-codes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ platform: channel, company, person: sandboxPerson() }),
    }).catch(() => undefined)
    if (!answer?.ok) return undefined
    const { code } = (await answer.json()) as { code?: string }
    return code || undefined
  },
}
