import type { PlatformLogin } from './ports'
import { sandboxPerson } from './sandboxPerson'

export const platformLogin: PlatformLogin = {
  channels: (mode) => (mode === 'sandbox' ? ['wechat', 'alipay'] : []),
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
