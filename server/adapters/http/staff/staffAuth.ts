import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Next } from 'koa'
import type { Permission } from '../../../../contract/staffWords'
import type { Clock } from '../../../application/ports/system'
import type { createStaffSessions, StaffOnDuty } from '../../../application/staff/logIn'
import { beforeWork, may, secondFactorIsFresh } from '../../../domain/staff/staff'
import { HttpProblem } from '../problems'

const COOKIE = 'heatpay_staff'
const READS = new Set(['GET', 'HEAD'])

/** Taken from the token, so that only a page that was given it by us can name it. */
const csrfOf = (token: string) => createHash('sha256').update(`csrf ${token}`).digest('hex')

interface Ports {
  sessions: ReturnType<typeof createStaffSessions>
  clock: Clock
  /** In production the cookie travels over https only. */
  secureCookie: boolean
}

/**
 * The staff realm: a cookie of its own below /console, read nowhere else; residents' tokens mean nothing here
 * (architecture.md, Decided now).
 */
export function createStaffAuth({ sessions, clock, secureCookie }: Ports) {
  const write = (context: Context, value: string, more: string) =>
    context.append(
      'set-cookie',
      `${COOKIE}=${value}; Path=/console; HttpOnly; SameSite=Strict${secureCookie ? '; Secure' : ''}${more}`,
    )

  async function read(context: Context): Promise<StaffOnDuty> {
    const token = tokenIn(context)
    const onDuty = token === undefined ? undefined : await sessions.read(token)
    if (!onDuty || token === undefined) throw new HttpProblem('unauthorized')
    if (!READS.has(context.method) && !sameText(context.get('x-heatpay-csrf'), csrfOf(token)))
      throw new HttpProblem('csrf')
    context.state.onDuty = onDuty
    context.state.csrf = csrfOf(token)
    return onDuty
  }

  return {
    csrfOf,
    /** Hands the browser its token. */
    open: (context: Context, token: string) => write(context, token, ''),
    close: (context: Context) => write(context, '', '; Max-Age=0'),

    /** A write from another site's page is refused even where there is no session yet (log-in). */
    async sameSite(context: Context, next: Next): Promise<void> {
      const site = context.get('sec-fetch-site')
      if (site !== '' && site !== 'same-origin' && site !== 'none') throw new HttpProblem('csrf')
      await next()
    },

    /** Lets everybody pass who is logged in, even one who has a password to choose first. */
    async entering(context: Context, next: Next): Promise<void> {
      await read(context)
      await next()
    },

    /** Lets those pass who are logged in, have nothing to do before, and have one of the permissions (or none is named). */
    staff(...anyOf: Permission[]) {
      return async (context: Context, next: Next): Promise<void> => {
        const { staff } = await read(context)
        const before = beforeWork(staff)
        if (before !== undefined) throw new HttpProblem('before-work', { before })
        if (anyOf.length > 0 && !anyOf.some((permission) => may(staff.role, permission)))
          throw new HttpProblem('not-allowed')
        await next()
      }
    },

    /** After `staff`: the second factor was shown within 15 minutes, else `second-factor-needed` (refunds, approvals). */
    async fresh(context: Context, next: Next): Promise<void> {
      if (!secondFactorIsFresh(onDuty(context).session, clock.now())) throw new HttpProblem('second-factor-needed')
      await next()
    },
  }
}
export type StaffAuth = ReturnType<typeof createStaffAuth>

/** Whom the middleware let pass. */
export function onDuty(context: Context): StaffOnDuty {
  return context.state.onDuty as StaffOnDuty
}

function tokenIn(context: Context): string | undefined {
  for (const pair of context.get('cookie').split(';')) {
    const [name, value] = pair.trim().split('=')
    if (name === COOKIE && value) return value
  }
  return undefined
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
