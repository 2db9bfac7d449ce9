import { z } from 'zod'
import type { Problem } from '../../../../contract/problem'
import type { Route } from './route'

/** An answer that is not what its route declares: a fault of ours, which the tests find. */
export class UndeclaredAnswer extends Error {
  constructor(route: Route, what: string) {
    super(`${route.method.toUpperCase()} ${route.path} answered otherwise than it declares: ${what}`)
  }
}

/**
 * Holds an answer against what its route declares and /openapi.json publishes: every field of the declared shape, and no field
 * beside it. Throws UndeclaredAnswer.
 */
export function guardAnswer(route: Route, given: unknown): void {
  if (route.answer === undefined) {
    if (given !== 'done') throw new UndeclaredAnswer(route, 'no answer is declared')
    return
  }
  const sent: unknown = JSON.parse(JSON.stringify(given))
  const declared = route.answer.safeParse(sent)
  if (!declared.success) {
    const [issue] = declared.error.issues
    throw new UndeclaredAnswer(route, `${issue?.path.join('.')}: ${issue?.message}`)
  }
  const beside = fieldBeside(sent, declared.data, '')
  if (beside !== undefined) throw new UndeclaredAnswer(route, `${beside} is not declared`)
}

/** A sentence for people: a fact that it wants and was not given would stand in it as `undefined` or `NaN`. */
const sentence = z
  .string()
  .min(1)
  .regex(/^(?!.*(undefined|NaN|null|\[object))/s)

/** RFC 9457, as /openapi.json publishes it, with the facts that pages may show beside it. */
const problemShape = z
  .object({
    type: z.string().startsWith('urn:heatpay:problem:'),
    title: sentence,
    status: z.int().min(400).max(599),
    code: z.string().min(1),
    detail: sentence,
    path: z.string().optional(),
  })
  .catchall(z.union([z.string(), z.number()]))

/** Holds the problem of a refusal against what every problem says, and against the refusals of its route. Throws UndeclaredAnswer. */
export function guardProblem(route: Route, problem: Problem): void {
  if (!route.refuses?.some((code) => code === problem.code)) {
    throw new UndeclaredAnswer(route, `${problem.code} is not among its refusals`)
  }
  const declared = problemShape.safeParse(JSON.parse(JSON.stringify(problem)))
  if (declared.success) return
  const [issue] = declared.error.issues
  throw new UndeclaredAnswer(route, `${issue?.path.join('.')} of ${JSON.stringify(problem)}: ${issue?.message}`)
}

/** The first field that was sent and that the declared shape does not have. */
function fieldBeside(sent: unknown, declared: unknown, at: string): string | undefined {
  if (typeof sent !== 'object' || sent === null || typeof declared !== 'object' || declared === null) return undefined
  for (const [name, value] of Object.entries(sent)) {
    const path = at === '' ? name : `${at}.${name}`
    if (!Object.hasOwn(declared, name)) return path
    const deeper = fieldBeside(value, (declared as Record<string, unknown>)[name], path)
    if (deeper !== undefined) return deeper
  }
  return undefined
}
