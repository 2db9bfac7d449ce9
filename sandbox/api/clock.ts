import { z } from 'zod'
import { rfc3339 } from '../beijingTime'
import { WIDEST_OFFSET } from '../clock'
import { json, type Reply } from '../http/exchange'
import { problem, readRequest } from '../http/problem'
import type { Route } from '../http/router'
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
    { method: 'GET', pattern: '/sandbox/api/clock', handler: () => json(200, clockView(world)) },
    {
      method: 'PUT',
      pattern: '/sandbox/api/clock',
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
