import type { PlatformMessages } from './ports'
import { sandboxPerson } from './sandboxPerson'

/** A browser has no messages; in the sandbox, whose page shows those that arrive, the visitor agrees to all. */
export const platformMessages: PlatformMessages = {
  offered: (mode) => mode === 'sandbox',
  async ask({ company, channel, templateIds }) {
    const answer = await fetch('/sandbox/api/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ platform: channel, company, person: sandboxPerson(), templateIds }),
    }).catch(() => undefined)
    if (!answer?.ok) return 'failed'
    const { accepted } = (await answer.json()) as { accepted?: string[] }
    return accepted ?? []
  },
}
