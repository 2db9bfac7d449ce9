import type { Context } from 'koa'
import type { z } from 'zod'
import { HttpProblem } from './problems'

/** Reads the address's parameters in the given shape; 400 `invalid-request` with the name of the wrong one. Empty ones count as absent. */
export function queried<T extends z.ZodType>(context: Context, shape: T): z.output<T> {
  const given = Object.entries(context.query).filter(([, value]) => value !== '' && value !== undefined)
  const parsed = shape.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HttpProblem('invalid-request', {
    path: (issue?.path ?? []).join('.'),
    message: issue?.message ?? '参数有误',
  })
}
