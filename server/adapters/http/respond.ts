import type { Context, Next } from 'koa'
import type { z } from 'zod'
import type { Problem } from '../../../contract/problem'
import { isRefusal, type Refusal, type RefusalCode } from '../../application/common/refusal'
import { DatabaseAway } from '../../application/ports/database'
import type { Log } from '../../application/ports/system'
import { describeIssue } from './describeIssue'
import { HttpProblem, problemOf, problemOfRefusal } from './problems'
import { UndeclaredAnswer } from './routing/guardAnswer'
import type { Facts } from './sentence'

/** When who met no database may ask again. */
const AWAY_SECONDS = 10

function writeProblem(context: Context, problem: Problem): void {
  context.state.problemCode = problem.code
  const wait = problem.retryAfterSeconds
  if (typeof wait === 'number') context.set('retry-after', String(wait))
  context.status = problem.status
  context.body = JSON.stringify(problem)
  context.type = 'application/problem+json; charset=utf-8'
}

/** Writes an outcome: a refusal becomes its problem, everything else is the answer as JSON. */
export function answer<T extends object>(context: Context, outcome: T | Refusal<RefusalCode>, status = 200): void {
  if (isRefusal(outcome)) {
    writeProblem(context, problemOfRefusal(outcome))
    return
  }
  context.status = status
  context.type = 'application/json; charset=utf-8'
  context.body = JSON.stringify(outcome)
}

/** What the interfaces answer is for whom it was answered: no proxy and no browser keeps it. Pages and their parts say for themselves. */
export async function forbidCaching(context: Context, next: Next): Promise<void> {
  if (/^\/(console\/)?api\//.test(context.path)) context.set('cache-control', 'no-store')
  await next()
}

/**
 * The outermost middleware: whatever is thrown ends here, and nobody outside sees more than a problem document. An address
 * that cannot be one, or a method that it does not have, is the caller's mistake and no error of ours.
 */
export function translateErrors(log: Log) {
  return async (context: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (context.body !== undefined) return
      if (context.status === 404) writeProblem(context, problemOf('not-found'))
      if (context.status === 405 || context.status === 501) writeProblem(context, problemOf('method-not-allowed'))
    } catch (error) {
      if (error instanceof HttpProblem) {
        context.set(error.headers)
        writeProblem(context, error.problem)
        return
      }
      // Said once in the log, by the database: each request of a minute would be a line.
      if (error instanceof DatabaseAway) {
        writeProblem(context, problemOf('database-away', { retryAfterSeconds: AWAY_SECONDS }))
        return
      }
      if (isCallersMistake(error)) {
        writeProblem(context, problemOf('not-found'))
        return
      }
      log.error({ method: context.method, path: context.path, error: errorText(error) }, 'request failed')
      // A guarded server says what is not as declared, so that a test's failure names it.
      const facts: Facts = error instanceof UndeclaredAnswer ? { undeclared: error.message } : {}
      writeProblem(context, problemOf('server-error', facts))
    }
  }
}

/** Thrown by the file server at a path that it does not serve: not decodable, or out of its folder. */
function isCallersMistake(error: unknown): boolean {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500
}

const errorText = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/**
 * Reads what was sent in the given shape, or gives the problem to refuse it with: `invalid-request` with the path of the first
 * field that is wrong (contract.md), and a Chinese sentence for people that names the field as they know it.
 */
export function readAs<T extends z.ZodType>(
  shape: T,
  given: unknown,
): { data: z.output<T> } | { problem: HttpProblem } {
  const parsed = shape.safeParse(given, { error: describeIssue })
  if (parsed.success) return { data: parsed.data }
  const [issue] = parsed.error.issues
  const path = (issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : (issue?.path ?? [])).map(String)
  const facts = { path: path.join('.'), message: issue?.message ?? '内容不完整' }
  return { problem: new HttpProblem('invalid-request', facts) }
}

/** Reads the address's parameters in the given shape; 400 `invalid-request` with the name of the wrong one. Empty ones count as absent. */
export function queried<T extends z.ZodType>(context: Context, shape: T): z.output<T> {
  const given = Object.entries(context.query).filter(([, value]) => value !== '' && value !== undefined)
  const read = readAs(shape, Object.fromEntries(given))
  if ('problem' in read) throw read.problem
  return read.data
}
