import type { Api } from '../faults/switchboard'
import type { World } from '../world'

/** What WeChat Pay publishes, in requests a second of one merchant (formats.md 1.9, 2.1); the rest has no figure. */
const PER_SECOND: Partial<Record<Api, number>> = {
  order: 500,
  refund: 150,
  'refund-query': 300,
  certificates: 1000,
  bill: 3,
}
/** Refunds that are refused count more dearly. */
const FAILED_REFUNDS = 6
const SECOND = 1000

const asked = new WeakMap<World, Map<string, number[]>>()

/** How often something was counted within the last second on the machine's clock, this time included. */
function within(world: World, key: string): number {
  const now = world.clock.machineNow()
  const times = asked.get(world) ?? new Map<string, number[]>()
  asked.set(world, times)
  const recent = [...(times.get(key) ?? []).filter((at) => at > now - SECOND && at <= now), now]
  times.set(key, recent)
  return recent.length
}

/** Whether a merchant's call exceeds its rate, where the switch is on. A call that is refused for it counts too. */
export function tooOften(world: World, place: { channel: 'wechat'; company: string; api: Api }): boolean {
  const most = PER_SECOND[place.api]
  if (most === undefined || !world.faults.strikes('rateLimits', place)) return false
  const failed = asked.get(world)?.get(`${place.company} failed-refund`) ?? []
  const now = world.clock.machineNow()
  if (place.api === 'refund' && failed.filter((at) => at > now - SECOND).length >= FAILED_REFUNDS) return true
  return within(world, `${place.company} ${place.api}`) > most
}

/** Remembers a refund that was refused. */
export function noteFailedRefund(world: World, company: string): void {
  within(world, `${company} failed-refund`)
}
