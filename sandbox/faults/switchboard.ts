import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CHANNELS, type Channel } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import type { Store } from '../store/store'
import { describe, FAULT_NAMES, type FaultName } from './catalogue'

/** Names under which calls can be singled out, e.g. a time-out on refunds only. */
export const APIS = [
  'login',
  'token',
  'order',
  'query',
  'close',
  'refund',
  'refund-query',
  'certificates',
  'bill',
  'download',
  'message',
  'shipping',
  'invoice-token',
  'invoice',
  'invoice-query',
  'invoice-red',
] as const
export type Api = (typeof APIS)[number]

/** A switch that is on: it strikes the next `count` times, or at `rate`, or always, where all named conditions hold. */
export const faultSetting = z.strictObject({
  count: z.int().min(1).max(1_000_000).optional(),
  rate: z.number().min(0).max(1).optional(),
  value: z
    .int()
    .min(-86_400_000 * 365)
    .max(86_400_000 * 365)
    .optional(),
  channel: z.enum(CHANNELS).optional(),
  company: companyId.optional(),
  api: z.enum(APIS).optional(),
})
export type FaultSetting = z.infer<typeof faultSetting>

export interface FaultScope {
  channel?: Channel
  company?: string
  api?: Api
}

export interface SwitchState {
  name: FaultName
  setting: FaultSetting | null
  asked: number
  struck: number
}

export interface Switchboard {
  seed(): number
  reseed(seed: number): void
  set(name: FaultName, setting: FaultSetting | null): void
  states(): SwitchState[]
  /** Whether a fault strikes here and now; gives its value. Asking counts: a `count` is used up by striking. */
  strikes(name: FaultName, place: FaultScope): { value: number } | undefined
  /** A seeded number in [0, 1) that goes with the last answer of `strikes` for this fault, for a fault that needs one more choice. */
  chance(name: FaultName): number
}

const DEFAULT_SEED = 1

/** Faults that are switched by people, decided by a seed: the same seed and the same asking give the same story. */
export function switchboard(store: Store): Switchboard {
  const seed = () => store.numbers.get('seed') ?? DEFAULT_SEED
  const draw = (name: FaultName, n: number, what: string) =>
    createHash('sha256').update(`${seed()} ${name} ${n} ${what}`).digest().readUIntBE(0, 6) / 2 ** 48
  // Most calls ask a dozen switches that are off; those are answered from memory.
  const on = new Map<FaultName, FaultSetting>()
  for (const row of store.faults.all()) {
    const name = FAULT_NAMES.find((known) => known === row.name)
    const setting = row.setting === null ? undefined : faultSetting.safeParse(JSON.parse(row.setting))
    if (name && setting?.success) on.set(name, setting.data)
  }
  const switchTo = (name: FaultName, setting: FaultSetting | null) => {
    store.faults.set(name, setting && JSON.stringify(setting))
    if (setting) on.set(name, setting)
    else on.delete(name)
  }
  return {
    seed,
    reseed(next) {
      store.numbers.set('seed', next)
      for (const [name, setting] of on) switchTo(name, setting)
    },
    set: switchTo,
    states: () =>
      FAULT_NAMES.map((name) => {
        const row = store.faults.get(name)
        return { name, setting: on.get(name) ?? null, asked: row?.asked ?? 0, struck: row?.struck ?? 0 }
      }),
    strikes(name, place) {
      const setting = on.get(name)
      if (!setting || !applies(name, setting, place)) return undefined
      const row = store.faults.get(name)
      const asked = row?.asked ?? 0
      const spent = setting.count !== undefined && (row?.struck ?? 0) >= setting.count
      const struck = !spent && draw(name, asked, 'strike') < (setting.rate ?? 1)
      store.faults.count(name, struck)
      return struck ? { value: setting.value ?? describe(name).value?.default ?? 0 } : undefined
    },
    chance: (name) => draw(name, store.faults.get(name)?.asked ?? 0, 'chance'),
  }
}

function applies(name: FaultName, setting: FaultSetting, place: FaultScope): boolean {
  const { only } = describe(name)
  return (
    (only === undefined || only === place.channel) &&
    (setting.channel === undefined || setting.channel === place.channel) &&
    (setting.company === undefined || setting.company === place.company) &&
    (setting.api === undefined || setting.api === place.api)
  )
}
