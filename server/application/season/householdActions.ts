import { z } from 'zod'
import { type Paper, paper, paperText } from '../../../contract/papers'
import type { Approval, ApprovalAction, ApprovalPayload, ApprovalValue } from '../../domain/approval/approval'
import {
  type AccountChange,
  accountChange,
  accountChangeText,
  accountState,
  movedFen,
} from '../../domain/bill/accountChange'
import type { Household } from '../../domain/household/household'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing, previewOutcome } from '../common/allOrNothing'
import { type Clerk, householdAtDesk } from '../common/clerk'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

export interface HouseholdActionPorts {
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
}

/**
 * An action at the counter that changes what one household owes or gets: one person proposes it, another approves. `Code`: what it
 * refuses, found or done.
 */
export interface HouseholdAction<Given, Code extends RefusalCode> {
  deed: ApprovalAction
  /** Reads what was asked for from an approval's payload. */
  given: z.ZodType<Given>
  /** What it is done to: a household, or an application of one. Another company's is refused with `not-found`. */
  find(
    store: Store,
    clerk: Clerk,
    given: Given,
    ports: HouseholdActionPorts,
  ): Promise<{ subject: string; household: Household } | Refusal<Code>>
  /** Does it, in the caller's transaction; `paper` is the paper in words. */
  work(
    store: Store,
    clerk: Clerk,
    given: Given & { paper: string },
    ports: HouseholdActionPorts,
  ): Promise<object | Refusal<Code>>
  /** What is asked for, in the words of the second person's sentence. */
  says(given: Given): string
}

/** The household that is named, as the subject of an action. */
export async function subjectAtDesk(
  store: Pick<Store, 'households'>,
  clerk: Clerk,
  given: { company: string; userCode: string },
  { rulebooks }: HouseholdActionPorts,
): Promise<{ subject: string; household: Household } | Refusal<'not-found'>> {
  const found = await householdAtDesk(store, rulebooks, clerk, given)
  return isRefusal(found) ? found : { subject: found.household.id, household: found.household }
}

const asData = (value: unknown): ApprovalValue => JSON.parse(JSON.stringify(value)) as ApprovalValue

/** Does the action and gives how the household's account changed by it. */
async function doing<Given, Code extends RefusalCode>(
  of: HouseholdAction<Given, Code>,
  store: Store,
  clerk: Clerk,
  asked: { given: Given; householdId: string; paper: Paper },
  ports: HouseholdActionPorts,
): Promise<{ effect: AccountChange } | Refusal<Code>> {
  const state = async () => {
    const household = await store.households.byId(asked.householdId)
    return accountState(household?.creditFen ?? 0, await store.bills.byHousehold(asked.householdId))
  }
  const before = await state()
  const outcome = await of.work(store, clerk, { ...asked.given, paper: paperText(asked.paper) }, ports)
  return isRefusal(outcome) ? outcome : { effect: accountChange(before, await state()) }
}

/**
 * Proposes an action on a household's account. What it would do is tried in a transaction that is rolled back, so that the
 * second person reads what each bill was and will be, and the credit that arises. Refused: whatever the action itself refuses,
 * `paper-not-dated-yet`, `already-proposed`.
 */
export function createProposeHouseholdAction<Given, Code extends RefusalCode>(
  of: HouseholdAction<Given, Code>,
  ports: HouseholdActionPorts & { database: Database },
) {
  const { database, clock } = ports
  return async (
    clerk: Clerk,
    given: Given,
    on: Paper,
  ): Promise<Approval | Refusal<'already-proposed' | 'paper-not-dated-yet' | Code>> => {
    if (on.on > clock.today()) return refuse('paper-not-dated-yet')
    const foresight = await previewOutcome(database, async (store) => {
      const found = await of.find(store, clerk, given, ports)
      if (isRefusal(found)) return found
      const { subject, household } = found
      const done = await doing(of, store, clerk, { given, householdId: household.id, paper: on }, ports)
      return isRefusal(done) ? done : { subject, household, effect: done.effect }
    })
    if (isRefusal(foresight)) return foresight
    const { subject, household, effect } = foresight
    const payload = { householdId: household.id, given: asData(given), paper: asData(on), effect: asData(effect) }
    return allOrNothing(database, (store) =>
      propose(
        store,
        {
          company: household.company,
          deed: of.deed,
          subject,
          summary: `${of.says(given)}：用户 ${household.userCode}，材料${paperText(on)}。${accountChangeText(effect)}。`,
          amountFen: movedFen(effect) || undefined,
          payload,
          maker: clerk,
        },
        ports,
      ),
    )
  }
}

/** Executes it. Refused with `amounts-changed` when it would not do to the account what the second person has read. */
export function householdActionExecutor<Given, Code extends RefusalCode>(
  of: HouseholdAction<Given, Code>,
): Executor<Code | 'amounts-changed'> {
  const shape = z.object({ householdId: z.string(), given: of.given, paper })
  return async (store, approval, ports) => {
    const asked = shape.parse(approval.payload)
    const clerk = { id: approval.makerId, company: approval.company, loginName: approval.makerName }
    const done = await doing(of, store, clerk, asked, ports)
    if (isRefusal(done)) return done
    const seen = (approval.payload as ApprovalPayload).effect
    return JSON.stringify(asData(done.effect)) === JSON.stringify(seen) ? 'done' : refuse('amounts-changed')
  }
}
