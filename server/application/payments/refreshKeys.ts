import { CHANNELS, type Channel } from '../../../contract/channelWords'
import type { ChannelDirectory } from '../ports/channels'
import type { Clock, Log } from '../ports/system'

/** Platform keys are fetched at least so often (formats.md 1.3). */
const EVERY_MS = 12 * 3_600_000

/** Alipay's keys change only when one of its messages says so: there is nothing to fetch on time. */
const FETCHED_ON_TIME: Readonly<Record<Channel, boolean>> = { wechat: true, alipay: false }

/** After the start, and after the first failure; each further failure doubles the wait, up to the usual. */
const FIRST_WAIT_MS = 30 * 60_000

/**
 * Keeps this process's channel keys fresh: each company's twice a day, sooner where that failed. One at a time, and never
 * more often, however often it is called; a key that is missed before is fetched when it is met. Keys live in each process,
 * so this is no job that one of them takes for all. Gives how many were asked for.
 */
export function createRefreshKeys({
  channels,
  clock,
  log,
}: {
  channels: ChannelDirectory
  clock: Clock
  log: Log
}): () => Promise<number> {
  const plans = new Map<string, { at: number; failures: number }>()

  return async function refreshKeys(): Promise<number> {
    let asked = 0
    for (const name of CHANNELS) {
      for (const company of channels.companiesWith(name)) {
        const key = `${name} ${company}`
        const now = clock.now()
        const plan = plans.get(key)
        if (!plan) {
          plans.set(key, { at: now + FIRST_WAIT_MS, failures: 0 })
          continue
        }
        // A clock that was set back must not keep keys from being fetched for longer than usual.
        if (now < plan.at && plan.at - now <= EVERY_MS) continue
        const fresh = (await channels.get(company, name)?.refreshKeys()) ?? false
        asked += 1
        const failures = fresh || !FETCHED_ON_TIME[name] ? 0 : plan.failures + 1
        if (failures > 0) log.warn({ company, channel: name, failures }, 'channel keys not refreshed')
        const wait = failures === 0 ? EVERY_MS : Math.min(EVERY_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
        plans.set(key, { at: now + wait, failures })
      }
    }
    return asked
  }
}
