import type { PlatformMessages } from './ports'

/** The part of Alipay's `my` that asks about messages (formats.md 4.2). */
interface AlipayMessages {
  requestSubscribeMessage(request: {
    entityIds: string[]
    success: (answer: {
      behavior?: string
      result?: { currentSubscribedEntityIds?: string[]; subscribedEntityIds?: string[] }
    }) => void
    fail: (error: { error?: number | string }) => void
  }): void
}

declare const my: AlipayMessages

const MOST = 3
/** The person closed the question, or did not want. */
const CLOSED = /^1[01]$/

export const platformMessages: PlatformMessages = {
  offered: () => true,
  ask: ({ templateIds }) =>
    new Promise((resolve) => {
      my.requestSubscribeMessage({
        entityIds: templateIds.slice(0, MOST),
        success: ({ behavior, result }) => {
          const accepted = result?.currentSubscribedEntityIds ?? result?.subscribedEntityIds ?? []
          resolve(behavior === 'subscribe' ? templateIds.filter((id) => accepted.includes(id)) : [])
        },
        fail: ({ error }) => resolve(CLOSED.test(String(error)) ? [] : 'failed'),
      })
    }),
}
