import { createHmac } from 'node:crypto'
import type { Context, Next } from 'koa'
import type { TellSecurity } from '../../application/common/securityEvents'
import type { StaffOnDuty } from '../../application/staff/logIn'
import { INSTALLATION } from '../../domain/audit/audit'
import { isSecurityKind, type SecurityKind } from '../../domain/audit/securityEvent'
import type { Resident } from '../../domain/resident/resident'

/** An address as counts and events know it: of IPv6 the network, since one subscriber has all of it; keyed, so that it names nobody. */
export function createSourceOf(key: string) {
  return (context: Pick<Context, 'ip'>): string => {
    const address = context.ip.replace(/^::ffff:/, '')
    const network = address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
    return createHmac('sha256', key).update(`source ${network}`).digest('hex').slice(0, 16)
  }
}
export type SourceOf = ReturnType<typeof createSourceOf>

/**
 * Tells of every refusal that may be an attack, whatever route gave it, by the code of its problem (writeProblem leaves it in the
 * context's state): who, if he is known, else where from.
 */
export function tellRefusals(tell: TellSecurity) {
  return async (context: Context, next: Next): Promise<void> => {
    await next()
    const code = context.state.problemCode as string | undefined
    if (code !== undefined && isSecurityKind(code)) tellOf(tell, context, code)
  }
}

/** Tells of something that was answered to somebody. */
export function tellOf(tell: TellSecurity, context: Context, kind: SecurityKind): void {
  const staff = (context.state.onDuty as StaffOnDuty | undefined)?.staff
  const resident = context.state.resident as Resident | undefined
  if (staff) tell({ company: staff.company, kind, subject: staff.loginName })
  else if (resident) tell({ company: resident.company, kind, subject: resident.id })
  else tell({ company: INSTALLATION, kind, subject: String(context.state.source ?? 'unknown') })
}
