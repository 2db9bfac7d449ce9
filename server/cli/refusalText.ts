import { problemOfRefusal } from '../adapters/http/problems'
import { isRefusal, type Refusal } from '../application/refusal'
import { Refused } from './command'

/** What a verb gave; a refusal ends the command with its code and its Chinese sentence, as the API tells it. */
export function orRefused<T extends object>(outcome: T | Refusal): T {
  if (!isRefusal(outcome)) return outcome
  const { code, detail } = problemOfRefusal(outcome)
  throw new Refused(`${code}: ${detail}`)
}
