import type { MachineFacts } from '../../application/ports/watch'
import type { CallMeter } from '../channels/callGuard'
import type { ChannelClocks } from '../system/channelClocks'
import { freeMegabytes } from '../system/disk'
import { certificateEnds } from './certificates'

const DAY_MS = 86_400_000

export interface Machine extends MachineFacts {
  /** Told by the channels' rooms; counting and timing of calls is for others. */
  turned: NonNullable<CallMeter['turned']>
  forcedToken: NonNullable<CallMeter['forcedToken']>
}

/** What this process knows of itself; `now` is the machine's own time in epoch milliseconds. */
export function watchMachine(
  places: { merchantsDir: string; dataDir: string },
  clocks: ChannelClocks,
  now: () => number,
): Machine {
  const breakers = new Map<string, ReturnType<MachineFacts['breakers']>[number]>()
  const forced = new Map<string, number[]>()
  return {
    turned(breaker) {
      breakers.set(`${breaker.company} ${breaker.channel} ${breaker.endpoint}`, breaker)
    },
    forcedToken(company) {
      forced.set(company, [...(forced.get(company) ?? []), now()])
    },
    clocks: () =>
      clocks.skews().map(({ channel, aheadMs }) => ({ channel, offSeconds: Math.round(Math.abs(aheadMs) / 1000) })),
    breakers: () => [...breakers.values()],
    forcedTokens() {
      for (const [company, times] of forced)
        forced.set(
          company,
          times.filter((at) => at > now() - DAY_MS),
        )
      return [...forced].map(([company, times]) => ({ company, count: times.length }))
    },
    certificates: () => certificateEnds(places.merchantsDir),
    freeMegabytes: () => freeMegabytes(places.dataDir),
  }
}
