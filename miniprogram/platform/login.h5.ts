import type { PlatformLogin } from './ports'

const PERSON = 'heatpay.person'

/** A visitor of the sandbox is a made-up person, the same one each time this browser comes. */
function sandboxPerson(): string {
  const known = window.localStorage.getItem(PERSON)
  if (known) return known
  const person = `visitor-${Math.random().toString(36).slice(2, 10)}`
  window.localStorage.setItem(PERSON, person)
  return person
}

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
