import { type Actor, type Approval, refusesApproval } from '../domain/approval/approval'
import { type Staff, worksFor } from '../domain/staff/staff'
import { allOrNothing } from './allOrNothing'
import type { ApprovalFilter } from './approvalPort'
import { approve, type ExecutorPorts, type Executors, personOf, type Rejections, reject } from './approvals'
import type { Database } from './ports'
import { isRefusal, type Refusal, refuse } from './refusal'

/**
 * Looks once more, outside the transaction, before a deed is executed: what a proposal rests on may have changed since (a
 * channel is asked again). Gives its refusal, or nothing.
 */
export type LookAgain = (approval: Approval) => Promise<Refusal | undefined>

/** What a process does once a deed is executed and committed, e.g. read anew what it keeps in memory. */
export type Afterwards = (approval: Approval) => Promise<void>

type Ports = ExecutorPorts & {
  database: Database
  executors: Executors
  rejections?: Rejections
  lookAgain?: LookAgain
  afterwards?: Afterwards
}

/** The queue of proposals as one member of staff sees it: those of his companies; another's is as if it did not exist. */
export function createApprovals(ports: Ports) {
  const { database } = ports

  async function within(staff: Pick<Staff, 'company'>, id: string): Promise<Approval | Refusal> {
    const approval = await database.read.approvals.byId(id)
    return approval && worksFor(staff, approval.company) ? approval : refuse('not-found')
  }

  return {
    one: within,
    list: (filter: ApprovalFilter, offset: number, limit: number) =>
      database.read.approvals.list(filter, offset, limit),

    /** Approves and executes in one transaction; see approve for what is refused. */
    async approve(
      checker: Actor & Pick<Staff, 'company'>,
      id: string,
      decision: { payloadHash: string; comment?: string },
    ): Promise<Approval | Refusal> {
      const seen = await within(checker, id)
      if ('refused' in seen) return seen
      // Who may not approve at all makes nobody ask a channel.
      const person = await personOf(database.read, checker.id)
      const makerNow = (await personOf(database.read, seen.makerId)).number
      const refused = refusesApproval(seen, { checker: person, makerNow, payloadHash: decision.payloadHash })
      const changed = refused ? undefined : await ports.lookAgain?.(seen)
      if (changed) return changed
      const decided = await allOrNothing(database, (store) => approve(store, id, { checker, ...decision }, ports))
      if (!isRefusal(decided)) await ports.afterwards?.(decided)
      return decided
    },

    async reject(checker: Actor & Pick<Staff, 'company'>, id: string, comment: string): Promise<Approval | Refusal> {
      const seen = await within(checker, id)
      if ('refused' in seen) return seen
      return allOrNothing(database, (store) => reject(store, id, { checker, comment }, ports))
    },
  }
}
