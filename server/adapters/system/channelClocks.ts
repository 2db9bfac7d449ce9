import type { Channel } from '../../../contract/channelWords'

/** How long what a channel said about the time is believed. */
const HEARD_FOR_MS = 15 * 60_000

/** WeChat refuses a request, and we a notification, whose time is further away (formats.md 1.2). */
export const MOST_SKEW_MS = 300_000

/** How far this machine's clock is from each channel's. */
export interface ChannelClocks {
  /** Takes the `Date` header of an answer; one that cannot be read is passed over. */
  heard(channel: Channel, date: string): void
  /** Milliseconds by which our clock is ahead of each channel's (behind: negative), where one was heard lately. */
  skews(): { channel: Channel; aheadMs: number }[]
  /** The same against the channel that agrees with us best: when even that is far away, the fault is ours. Undefined: none was heard. */
  ourSkewMs(): number | undefined
}

/** Listens to the channels' clocks; `now` is this machine's own time in epoch milliseconds, never a sandbox's. */
export function createChannelClocks(now: () => number = Date.now): ChannelClocks {
  const heard = new Map<Channel, { at: number; aheadMs: number }>()
  const lately = () => [...heard].filter(([, { at }]) => now() - at < HEARD_FOR_MS)
  return {
    heard(channel, date) {
      const told = Date.parse(date)
      // The header has whole seconds: half of one is nobody's fault.
      if (Number.isFinite(told)) heard.set(channel, { at: now(), aheadMs: now() - (told + 500) })
    },
    skews: () => lately().map(([channel, { aheadMs }]) => ({ channel, aheadMs })),
    ourSkewMs() {
      const all = lately().map(([, { aheadMs }]) => aheadMs)
      return all.length === 0 ? undefined : all.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best))
    },
  }
}
