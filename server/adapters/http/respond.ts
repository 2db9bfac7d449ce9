import type { Context, Next } from 'koa'
import type { Problem } from '../../../contract/problem'
import type { Log } from '../../application/ports'
import { isRefusal, type Refusal } from '../../application/refusal'
import { HttpProblem, problemOf, problemOfRefusal } from './problems'

function writeProblem(context: Context, problem: Problem): void {
  context.status = problem.status
  context.body = JSON.stringify(problem)
  context.type = 'application/problem+json; charset=utf-8'
}

/** Writes an outcome: a refusal becomes its problem, everything else is the answer as JSON. */
export function answer<T extends object>(context: Context, outcome: T | Refusal, status = 200): void {
  if (isRefusal(outcome)) {
    writeProblem(context, problemOfRefusal(outcome))
    return
  }
  context.status = status
  context.type = 'application/json; charset=utf-8'
  context.body = JSON.stringify(outcome)
}

/** The outermost middleware: whatever is thrown ends here, and nobody outside sees more than a problem document. */
export function translateErrors(log: Log) {
  return async (context: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (context.status === 404 && context.body === undefined) writeProblem(context, problemOf('not-found'))
    } catch (error) {
      if (error instanceof HttpProblem) {
        context.set(error.headers)
        writeProblem(context, error.problem)
        return
      }
      log.error({ method: context.method, path: context.path, error: errorText(error) }, 'request failed')
      writeProblem(context, problemOf('server-error'))
    }
  }
}

const errorText = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
