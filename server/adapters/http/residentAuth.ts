import jwt from 'jsonwebtoken'
import type { Context, Next } from 'koa'
import { z } from 'zod'
import { CHANNELS } from '../../../contract/channelWords'
import type { Database } from '../../application/ports/database'
import type { Clock } from '../../application/ports/system'
import type { Resident } from '../../domain/resident/resident'
import { HttpProblem } from './problems'

const AUDIENCE = 'heatpay:resident'
const LIFE_SECONDS = 12 * 3600

/** `ended`: how often his sessions were all ended before this one began. */
const claims = z.object({ ended: z.int().default(0), sub: z.string(), company: z.string(), platform: z.enum(CHANNELS) })

/** Residents' sessions: a realm of their own, with its own audience and secret (architecture.md, Decided now). */
export function createResidentAuth({ secret, clock, database }: { secret: string; clock: Clock; database: Database }) {
  const inSeconds = () => Math.floor(clock.now() / 1000)
  return {
    /** Signs a session; `expiresAt` is in epoch milliseconds. */
    async issue(resident: Resident): Promise<{ token: string; expiresAt: number }> {
      const iat = inSeconds()
      const ended = await database.read.residents.sessionsEnded(resident.id)
      const token = jwt.sign({ company: resident.company, platform: resident.platform, ended, iat }, secret, {
        algorithm: 'HS256',
        audience: AUDIENCE,
        subject: resident.id,
        expiresIn: LIFE_SECONDS,
      })
      return { token, expiresAt: (iat + LIFE_SECONDS) * 1000 }
    },

    /** Ends all sessions of a resident, on whatever phone they are. */
    end: (resident: Resident): Promise<void> =>
      database.transaction((store) => store.residents.endSessions(resident.id, clock.now())),

    /** Lets only residents pass, and names them in `context.state.resident`. One algorithm, one audience, not expired: else 401. */
    async resident(context: Context, next: Next): Promise<void> {
      const [scheme, token] = (context.get('authorization') || '').split(' ')
      if (scheme !== 'Bearer' || !token) throw new HttpProblem('unauthorized')
      context.state.resident = await read(token)
      await next()
    },
  }

  async function read(token: string): Promise<Resident> {
    let payload: unknown
    try {
      payload = jwt.verify(token, secret, { algorithms: ['HS256'], audience: AUDIENCE, clockTimestamp: inSeconds() })
    } catch {
      throw new HttpProblem('unauthorized')
    }
    const parsed = claims.safeParse(payload)
    const resident = parsed.success ? await database.read.residents.byId(parsed.data.sub) : undefined
    if (!resident || resident.company !== parsed.data?.company) throw new HttpProblem('unauthorized')
    if ((await database.read.residents.sessionsEnded(resident.id)) !== parsed.data.ended)
      throw new HttpProblem('unauthorized')
    return resident
  }
}

/** The resident whom the auth middleware let pass. */
export function residentOf(context: Context): Resident {
  return context.state.resident as Resident
}
