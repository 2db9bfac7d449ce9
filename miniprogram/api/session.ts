import type { Channel } from '../../contract/channelWords'
import type { SessionAnswer } from '../../contract/resident'
import { platformLogin } from '../platform/login'
import { kept } from '../state/kept'
import { type Answer, bad, type Request, send } from './send'

/** Who is asking: a resident is known to one company through one platform. */
export interface Who {
  company: string
  channel: Channel
}

const keyOf = ({ company, channel }: Who) => `token.${company}.${channel}`
const underWay = new Map<string, Promise<string | undefined>>()

async function logIn(who: Who): Promise<string | undefined> {
  const code = await platformLogin.code(who.channel, who.company)
  if (code === undefined) return undefined
  const { answer } = await send<SessionAnswer>({
    method: 'POST',
    path: '/api/session',
    body: { company: who.company, platform: who.channel, code },
  })
  if (!answer.ok) return undefined
  kept.set(keyOf(who), answer.value.token)
  return answer.value.token
}

/** A token of this resident, through a login when there is none; requests at one time share one login. */
export function tokenOf(who: Who): Promise<string | undefined> {
  const key = keyOf(who)
  const known = kept.get(key)
  if (known) return Promise.resolve(known)
  const running = underWay.get(key) ?? logIn(who).finally(() => underWay.delete(key))
  underWay.set(key, running)
  return running
}

/** Sends a request as this resident. A token that is no longer good is renewed once, without a word. */
export function sendAs<T>(who: Who, request: Request): Promise<Answer<T>> {
  return asResident(who, (authorized) => send<T>({ ...request, headers: { ...request.headers, ...authorized } }))
}

/** Does what needs a token, with a new one when the first is no longer good. */
export async function asResident<T>(
  who: Who,
  attemptWith: (authorized: { Authorization: string }) => Promise<{ status: number; answer: Answer<T> }>,
): Promise<Answer<T>> {
  for (let attempt = 0; ; attempt++) {
    const token = await tokenOf(who)
    if (!token) return bad({ kind: 'login' })
    const { status, answer } = await attemptWith({ Authorization: `Bearer ${token}` })
    if (status !== 401 || attempt > 0) return answer
    if (kept.get(keyOf(who)) === token) kept.forget(keyOf(who))
  }
}
