import type { DifferenceAct } from '../../../contract/differenceWords'
import { type Actor, type ApprovalPayload, payloadHashOf } from '../../domain/approval/approval'
import type { AuditDetail } from '../../domain/audit/audit'
import type { ChannelTruth } from '../../domain/difference/resolution'
import { FINANCE_DESK, may, worksFor } from '../../domain/staff/staff'
import type { RecheckApproved } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, type RefusedWith, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { AskTruth } from './askTruth'
import { resolutionPayload } from './payload'

type Ports = { database: Database; clock: Clock; ids: Ids }

/** Writes what a person did to a difference into its history and the audit log. */
async function note(
  store: Pick<Store, 'audit' | 'differences'>,
  { clock, ids }: Ports,
  of: { company: string; id: string; actor: Actor; act: DifferenceAct; note: string },
): Promise<void> {
  const { company, id: differenceId, actor, act } = of
  const at = clock.now()
  const who = actor.loginName
  await store.differences.insertEvents([
    { id: ids.next(), company, differenceId, at, who, act, note: of.note, approvalId: null },
  ])
  const deed = act === 'assigned' ? 'assign-difference' : 'reopen-difference'
  // The reason stays out of the chain: it is free text, and the chain can never forget.
  const detail: AuditDetail = act === 'assigned' ? { owner: of.note } : {}
  await store.audit.append({ id: ids.next(), company, at, actor: who, deed, subject: differenceId, detail })
}

/** Who answers for a difference, and opening one again. */
export function createTakeDifference(ports: Ports) {
  const { database } = ports

  return {
    /** Gives an open difference to somebody who may make proposals for its company, or back to the desk. */
    assign(
      company: string,
      actor: Actor,
      id: string,
      owner: string,
    ): Promise<{ owner: string } | Refusal<'difference-closed' | 'no-such-owner' | 'not-found'>> {
      return allOrNothing(database, async (store) => {
        const item = await store.differences.byId(id)
        if (!item || item.company !== company) return refuse('not-found')
        const member = owner === FINANCE_DESK ? undefined : await store.staff.byLoginName(owner)
        const able = member && member.dismissedAt === null && worksFor(member, company) && may(member.role, 'propose')
        if (owner !== FINANCE_DESK && !able) return refuse('no-such-owner')
        if (item.owner === owner) return { owner }
        if (!(await store.differences.assign(id, owner))) return refuse('difference-closed')
        await note(store, ports, { company, id, actor, act: 'assigned', note: owner })
        return { owner }
      })
    },

    /** Opens a closed difference again, with a reason that stays; not one of a closed day. */
    reopen(
      company: string,
      actor: Actor,
      id: string,
      reason: string,
    ): Promise<{ reopened: string } | Refusal<'day-closed' | 'not-closed-yet' | 'not-found'>> {
      return allOrNothing(database, async (store) => {
        const item = await store.differences.byId(id)
        if (!item || item.company !== company) return refuse('not-found')
        // Anyone who closes the day waits for this, or this sees that it is closed (M2).
        const closedUntil = await store.closings.take(company)
        if (item.date <= closedUntil) return refuse('day-closed', { date: item.date })
        if (item.closedBy === null || !(await store.differences.reopen(id, item.closedBy)))
          return refuse('not-closed-yet')
        await note(store, ports, { company, id, actor, act: 'reopened', note: reason })
        return { reopened: id }
      })
    },
  }
}

const sameTruth = (one: ChannelTruth | null, other: ChannelTruth | null): boolean =>
  payloadHashOf({ truth: one } as ApprovalPayload) === payloadHashOf({ truth: other } as ApprovalPayload)

/** Why a resolution that was approved is not carried out after all: what it rests on is not what the maker was told. */
export type RecheckRefusal = RefusedWith<Awaited<ReturnType<AskTruth>>> | 'books-changed' | 'channel-says-otherwise'

/** Asks the channel once more before a difference is resolved: it may have found since what it did not know then. */
export function createRecheckApproved({
  database,
  askTruth,
}: {
  database: Database
  askTruth: AskTruth
}): RecheckApproved<RecheckRefusal> {
  return async (approval) => {
    if (approval.deed !== 'resolve-difference') return undefined
    const payload = resolutionPayload.parse(approval.payload)
    const item = await database.read.differences.byId(payload.differenceId)
    if (item?.status !== 'open') return refuse('books-changed')
    const asked = await askTruth(item, payload.resolution)
    if ('refused' in asked) return asked
    return sameTruth(asked.truth, payload.truth) ? undefined : refuse('channel-says-otherwise')
  }
}
