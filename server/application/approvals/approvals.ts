import {
  type Actor,
  type Approval,
  type ApprovalAction,
  type ApprovalPayload,
  type Person,
  payloadHashOf,
  refusesApproval,
} from '../../domain/approval/approval'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Staff } from '../../domain/staff/staff'
import { allOrNothing } from '../common/allOrNothing'
import { visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../common/refusal'
import type { ApprovalFilter } from '../ports/approvals'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** What is proposed: see Approval for the meaning of each field. */
export interface Proposal {
  company: string
  deed: ApprovalAction
  subject: string
  summary: string
  amountFen?: number
  payload: ApprovalPayload
  maker: Actor
}

export interface ExecutorPorts {
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
}

/**
 * Does what was approved, within the transaction of the approval. The world may have changed since the proposal was made:
 * it checks again and may refuse; then nothing of the approval is kept either. It takes only the store (it may run twice).
 */
export type Executor<Code extends RefusalCode> = (
  store: Store,
  approval: Approval,
  ports: ExecutorPorts,
) => Promise<'done' | Refusal<Code>>

export type Executors<Code extends RefusalCode> = Readonly<Record<ApprovalAction, Executor<Code>>>

/** What follows when a proposal is rejected or taken back, within that transaction. */
export type Rejection = (store: Store, approval: Approval) => Promise<void>

export type Rejections = Readonly<Partial<Record<ApprovalAction, Rejection>>>

/** The person behind a login, by the staff number that it has now. */
export async function personOf(store: Pick<Store, 'staff'>, id: string): Promise<Person> {
  return { id, number: (await store.staff.byId(id))?.staffNumber ?? id }
}

/** Writes a proposal down. Refused with `already-proposed` while another on the same subject waits for its decision. */
export async function propose(
  store: Pick<Store, 'approvals' | 'audit' | 'staff'>,
  { maker, amountFen, ...proposal }: Proposal,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<Approval | Refusal<'already-proposed'>> {
  const approval: Approval = {
    ...proposal,
    id: ids.next(),
    amountFen: amountFen ?? null,
    payloadHash: payloadHashOf(proposal.payload),
    makerId: maker.id,
    makerName: maker.loginName,
    makerNumber: (await personOf(store, maker.id)).number,
    madeAt: clock.now(),
    status: 'proposed',
    checkerId: null,
    checkerName: null,
    checkerNumber: null,
    decidedAt: null,
    comment: null,
  }
  if (!(await store.approvals.insert(approval))) return refuse('already-proposed')
  await note(store, approval, maker, 'propose', { clock, ids })
  return approval
}

/**
 * Approves a proposal and executes its action, in the caller's transaction. Refused: `not-found`, `not-proposed`,
 * `maker-is-checker`, `payload-changed` (the payload is not the one that the checker saw, or was changed behind our
 * back), and whatever the executor refuses. On a refusal the caller rolls back (see allOrNothing): of two people at once
 * the guarded change lets one decide.
 */
export async function approve<Code extends RefusalCode>(
  store: Store,
  id: string,
  { checker, payloadHash, comment }: { checker: Actor; payloadHash: string; comment?: string },
  ports: ExecutorPorts & { executors: Executors<Code> },
): Promise<Approval | Refusal<'maker-is-checker' | 'not-found' | 'not-proposed' | 'payload-changed' | Code>> {
  const approval = await store.approvals.byId(id)
  if (!approval) return refuse('not-found')
  const person = await personOf(store, checker.id)
  const makerNow = (await personOf(store, approval.makerId)).number
  const refused = refusesApproval(approval, { checker: person, makerNow, payloadHash })
  if (refused) return refuse(refused)
  const by = { checkerId: checker.id, checkerName: checker.loginName, checkerNumber: person.number }
  const decision = { ...by, decidedAt: ports.clock.now() }
  const decided = { ...decision, status: 'approved', comment: comment ?? null } as const
  if (!(await store.approvals.change(id, 'proposed', decided))) return refuse('not-proposed')
  const outcome = await ports.executors[approval.deed](store, { ...approval, ...decided }, ports)
  if (outcome !== 'done') return outcome
  await store.approvals.change(id, 'approved', { status: 'executed' })
  await note(store, approval, checker, 'approve', ports)
  return { ...approval, ...decided, status: 'executed' }
}

/** Rejects a proposal, or takes back one's own; needs a comment that says why. */
export async function reject(
  store: Store,
  id: string,
  { checker, comment }: { checker: Actor; comment: string },
  ports: { clock: Clock; ids: Ids; rejections?: Rejections },
): Promise<Approval | Refusal<'not-found' | 'not-proposed'>> {
  const approval = await store.approvals.byId(id)
  if (!approval) return refuse('not-found')
  const decided = {
    status: 'rejected',
    checkerId: checker.id,
    checkerName: checker.loginName,
    checkerNumber: (await personOf(store, checker.id)).number,
    decidedAt: ports.clock.now(),
    comment,
  } as const
  if (!(await store.approvals.change(id, 'proposed', decided))) return refuse('not-proposed')
  await ports.rejections?.[approval.deed]?.(store, { ...approval, ...decided })
  await note(store, approval, checker, 'reject', ports)
  return { ...approval, ...decided }
}

/** The comment stays out of the chain: it is free text, which may name people, and the chain can never forget. */
async function note(
  store: Pick<Store, 'audit'>,
  approval: Approval,
  actor: Actor,
  deed: 'propose' | 'approve' | 'reject',
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  await store.audit.append({
    id: ids.next(),
    company: approval.company,
    at: clock.now(),
    actor: actor.loginName,
    deed,
    subject: approval.id,
    detail: {
      of: approval.deed,
      on: approval.subject,
      amountFen: approval.amountFen,
      payloadHash: approval.payloadHash,
    },
  })
}

/**
 * Looks once more, outside the transaction, before an action is executed: what a proposal rests on may have changed since (a
 * channel is asked again). Gives its refusal, or nothing.
 */
export type RecheckApproved<Code extends RefusalCode> = (approval: Approval) => Promise<Refusal<Code> | undefined>

/** What a process does once an action is executed and committed, e.g. read again what it keeps in memory. */
export type Afterwards = (approval: Approval) => Promise<void>

type Ports<Code extends RefusalCode> = ExecutorPorts & {
  database: Database
  executors: Executors<Code>
  rejections?: Rejections
  recheckApproved?: RecheckApproved<Code>
  afterwards?: Afterwards
}

/**
 * The queue of proposals as one member of staff sees it: those of his companies; another's is as if it did not exist. `Code`:
 * what the approved actions refuse themselves.
 */
export function createApprovals<Code extends RefusalCode>(ports: Ports<Code>) {
  const { database } = ports

  async function one(staff: Pick<Staff, 'company'>, id: string): Promise<Approval | Refusal<'not-found'>> {
    return visibleTo(staff, await database.read.approvals.byId(id))
  }

  return {
    one,
    list: (filter: ApprovalFilter, offset: number, limit: number) =>
      database.read.approvals.list(filter, offset, limit),

    /** Approves and executes in one transaction; see approve for what is refused. */
    async approve(
      checker: Actor & Pick<Staff, 'company'>,
      id: string,
      decision: { payloadHash: string; comment?: string },
    ): Promise<Approval | Refusal<'maker-is-checker' | 'not-found' | 'not-proposed' | 'payload-changed' | Code>> {
      const seen = await one(checker, id)
      if ('refused' in seen) return seen
      // Who may not approve at all makes nobody ask a channel.
      const person = await personOf(database.read, checker.id)
      const makerNow = (await personOf(database.read, seen.makerId)).number
      const refused = refusesApproval(seen, { checker: person, makerNow, payloadHash: decision.payloadHash })
      const changed = refused ? undefined : await ports.recheckApproved?.(seen)
      if (changed) return changed
      const decided = await allOrNothing(database, (store) => approve(store, id, { checker, ...decision }, ports))
      if (!isRefusal(decided)) await ports.afterwards?.(decided)
      return decided
    },

    async reject(
      checker: Actor & Pick<Staff, 'company'>,
      id: string,
      comment: string,
    ): Promise<Approval | Refusal<'not-found' | 'not-proposed'>> {
      const seen = await one(checker, id)
      if ('refused' in seen) return seen
      return allOrNothing(database, (store) => reject(store, id, { checker, comment }, ports))
    },
  }
}
