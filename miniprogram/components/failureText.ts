import type { Failure } from '../api/answer'
import { failures } from '../text'

/** What to tell a person of a failure: the server's own words when it has some. */
export function failureText(failure: Failure): { title: string; text: string } {
  if (failure.kind !== 'refused') return failures[failure.kind]
  return {
    title: failure.problem.title || failures.refused.title,
    text: failure.problem.detail || failures.refused.text,
  }
}
