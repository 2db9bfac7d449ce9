import type { Problem } from '../../contract/problem'
import { type Answered, enter, type World } from './world'

/** Somebody who has this household on his list; with the owner's name he may act for it. */
export async function owner(world: World, company: string, userCode: string, person: string, proof?: string) {
  const resident = await enter(world, company, 'wechat', person)
  const { headers } = resident
  const body = { userCode, relation: 'own', ...(proof === undefined ? {} : { proof }) }
  const { body: card } = await world.call<{ id: string }>('POST', '/api/households', { body, headers })
  return {
    ...resident,
    id: card.id,
    get: <T>(at: string) => world.call<T>('GET', `/api/households/${card.id}/${at}`, { headers }),
    post: <T>(at: string, given: unknown) =>
      world.call<T>('POST', `/api/households/${card.id}/${at}`, { body: given, headers }),
  }
}

/** How a request was refused: the status and the stable code of its problem. */
export const codeOf = ({ status, body }: Answered<unknown>) => `${status} ${(body as Problem).code}`
