import type { Context } from 'koa'
import type { z } from 'zod'
import { readAs } from './readAs'

/** Reads the address's parameters in the given shape; 400 `invalid-request` with the name of the wrong one. Empty ones count as absent. */
export function queried<T extends z.ZodType>(context: Context, shape: T): z.output<T> {
  const given = Object.entries(context.query).filter(([, value]) => value !== '' && value !== undefined)
  const read = readAs(shape, Object.fromEntries(given))
  if ('problem' in read) throw read.problem
  return read.data
}
