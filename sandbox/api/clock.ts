import { z } from 'zod'
import { rfc3339 } from '../beijingTime'
import { WIDEST_OFFSET } from '../clock'
import { FAULT_NAMES, FAULTS } from '../faults/catalogue'
import { faultSetting } from '../faults/switchboard'
import { json, problem, type Reply, type Route, readRequest } from '../http/router'
import type { World } from '../world'

const clockRequest = z.union([
  z.strictObject({ advance: z.int() }),
  z.strictObject({ offsetMs: z.int() }),
  z.strictObject({ now: z.union([z.int(), z.iso.datetime({ offset: true, local: true }).transform(inBeijing)]) }),
])

/** A time without a zone is Beijing's. */
function inBeijing(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}+08:00`)
}

/** What the clock says, for machines and for people. */
function clockView(world: World) {
  const now = world.clock.now()
  return { now, offsetMs: world.clock.offsetMs(), beijing: rfc3339(now) }
}

/** Sets the clock to an offset from the machine's; what fell due in between goes out soon. False past ten years. */
export function setClock(world: World, offsetMs: number): boolean {
  if (!Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) > WIDEST_OFFSET) return false
  world.clock.setOffset(offsetMs)
  world.hurry()
  return true
}

export function clockRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: '/sandbox/api/clock', title: '读沙箱时钟', handler: () => json(200, clockView(world)) },
    {
      method: 'PUT',
      pattern: '/sandbox/api/clock',
      title: '设沙箱时钟',
      handler(exchange): Reply {
        const read = readRequest(exchange, clockRequest)
        if (!read.ok) return read.reply
        const asked = read.value
        const offset =
          'advance' in asked
            ? world.clock.offsetMs() + asked.advance
            : 'offsetMs' in asked
              ? asked.offsetMs
              : asked.now - world.clock.machineNow()
        return setClock(world, offset)
          ? json(200, clockView(world))
          : problem(400, 'invalid-request', '沙箱时钟与真实时间相差不能超过十年', { path: 'offsetMs' })
      },
    },
  ]
}

const faultsRequest = z.strictObject({
  seed: z.int().min(0).optional(),
  /** Everything else off first. */
  reset: z.boolean().default(false),
  /** true: always; false or null: off; an object says how often, where, and with which number. */
  switches: z
    .partialRecord(
      z.enum(FAULT_NAMES),
      z.union([z.boolean(), z.null(), faultSetting]).transform((setting) => (setting === true ? {} : setting || null)),
    )
    .default({}),
})

function faultsView(world: World) {
  return {
    seed: world.faults.seed(),
    switches: Object.fromEntries(
      world.faults.states().map(({ name, ...state }) => [name, { ...state, ...FAULTS[name] }]),
    ),
  }
}

export function faultRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: '/sandbox/api/faults', title: '读故障开关', handler: () => json(200, faultsView(world)) },
    {
      method: 'PUT',
      pattern: '/sandbox/api/faults',
      title: '设故障开关',
      handler(exchange) {
        const read = readRequest(exchange, faultsRequest)
        if (!read.ok) return read.reply
        const { seed, reset, switches } = read.value
        if (reset) for (const name of FAULT_NAMES) world.faults.set(name, null)
        for (const name of FAULT_NAMES) if (name in switches) world.faults.set(name, switches[name] ?? null)
        if (seed !== undefined) world.faults.reseed(seed)
        return json(200, faultsView(world))
      },
    },
  ]
}
