import { z } from 'zod'
import { FAULT_NAMES, FAULTS } from '../faults/catalogue'
import { faultSetting } from '../faults/switchboard'
import { json } from '../http/exchange'
import { readRequest } from '../http/problem'
import type { Route } from '../http/router'
import type { World } from '../world'

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
    { method: 'GET', pattern: '/sandbox/api/faults', handler: () => json(200, faultsView(world)) },
    {
      method: 'PUT',
      pattern: '/sandbox/api/faults',
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
