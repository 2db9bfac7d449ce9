import type { z } from 'zod'
import { inChinese } from './inChinese'
import { HttpProblem } from './problems'

/**
 * Reads what was sent in the given shape, or gives the problem to refuse it with: `invalid-request` with the path of the first
 * field that is wrong (contract.md), and a Chinese sentence for people that names the field as they know it.
 */
export function readAs<T extends z.ZodType>(
  shape: T,
  given: unknown,
): { data: z.output<T> } | { problem: HttpProblem } {
  const parsed = shape.safeParse(given, { error: inChinese })
  if (parsed.success) return { data: parsed.data }
  const [issue] = parsed.error.issues
  const path = (issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : (issue?.path ?? [])).map(String)
  const facts = { path: path.join('.'), message: issue?.message ?? '内容不完整' }
  return { problem: new HttpProblem('invalid-request', facts) }
}
