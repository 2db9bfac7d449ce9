import { z } from 'zod'
import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/columns'
import type { Household } from '../../domain/household/household'
import { reckonedBy } from '../../domain/rulebook/versions'
import type { LowIncomeReview } from '../../domain/serviceRequest/records'
import { isRefused } from '../../domain/tariff/area'
import { changeBill, isSeasonBill } from '../bills/changeBill'
import { openOneBill } from '../bills/openOneBill'
import { type Clerk, householdAtDesk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import { type HouseholdAction, type HouseholdActionPorts, subjectAtDesk } from './householdActions'

export interface ReviewAtDesk {
  company: string
  userCode: string
  /** The season that is running, or the next to begin. */
  season: string
  decision: 'approved' | 'refused'
  reason: string | null
}

export interface ReviewedLowIncome {
  review: Pick<LowIncomeReview, 'season' | 'decision' | 'reason' | 'on'>
  /** The bill that the approval opened, in fen; null when there is none. */
  billedFen: number | null
}

/**
 * Decides on a low-income household's papers for a season (domain.md BO4). An approval opens its bill at the low-income
 * price; after a refusal nothing may be paid until the papers are complete, or the registered use is changed (BO9).
 * Refused: `no-review-needed`, `date-out-of-range` (another season), `already-decided`.
 */
export async function reviewLowIncome(
  store: Store,
  clerk: Clerk,
  given: ReviewAtDesk,
  ports: HouseholdActionPorts,
): Promise<
  | ReviewedLowIncome
  | Refusal<'already-decided' | 'date-out-of-range' | 'no-price' | 'no-review-needed' | 'not-found' | 'payment-closed'>
> {
  const { clock, ids, rulebooks } = ports
  const found = await householdAtDesk(store, rulebooks, clerk, given)
  if (isRefusal(found)) return found
  const { household, rulebook } = found
  if (!rulebook.lowIncomeReview?.uses.includes(household.use)) return refuse('no-review-needed')
  const now = seasonOf(rulebook, clock.today()).name
  const { season, decision, reason } = given
  if (season !== now) return refuse('date-out-of-range', { from: now, to: now })
  const last = await store.seasonRecords.lowIncomeReview(household.id, season)
  const approved = household.lowIncomeApprovedFor === season
  if (approved || last?.decision === decision) return refuse('already-decided')

  const { company, id: householdId } = household
  const on = clock.today()
  const review: LowIncomeReview = {
    id: ids.next(),
    company,
    householdId,
    season,
    sequence: (last?.sequence ?? 0) + 1,
    decision,
    reason,
    by: clerk.loginName,
    on,
    recordedAt: clock.now(),
  }
  if ((await store.seasonRecords.insertLowIncomeReview(review)) === 'duplicate') {
    throw new ConcurrencyConflict(`household ${householdId}`)
  }
  await recordAction(
    store,
    { company, by: clerk.loginName, deed: 'review-low-income', subject: householdId, detail: { season, decision } },
    ports,
  )
  if (decision === 'refused') return { review: { season, decision, reason, on }, billedFen: null }
  if (!(await store.households.change(household, { lowIncomeApprovedFor: season }))) {
    throw new ConcurrencyConflict(`household ${householdId}`)
  }
  const billed = await billFor(store, { ...household, lowIncomeApprovedFor: season }, review, ports)
  return isRefusal(billed) ? billed : { review: { season, decision, reason, on }, ...billed }
}

/** Opens the bill; one that was opened for another use before is calculated again (BO9). */
async function billFor(
  store: Store,
  household: Household,
  { id, company, season, by }: LowIncomeReview,
  ports: HouseholdActionPorts,
) {
  const bill = (await store.bills.byHousehold(household.id)).find(isSeasonBill(season))
  if (!bill) return openOneBill(store, household, season, ports)
  const sheet = seasonBill(reckonedBy(ports.rulebooks, { company, season }, bill), factsOf(household), season)
  if (isRefused(sheet)) return refuse('no-price', { reason: sheet.reason })
  const target = { kind: 'fee', sheet, title: '低保审核通过' } as const
  await changeBill(store, { bill, target, cause: 'use-changed', causeId: id, by }, ports)
  return { billedFen: sheet.totalFen }
}

/** Deciding on a low-income household's papers, as one proposes and another approves it. */
export const LOW_INCOME_REVIEW: HouseholdAction<
  ReviewAtDesk,
  'already-decided' | 'date-out-of-range' | 'no-price' | 'no-review-needed' | 'not-found' | 'payment-closed'
> = {
  deed: 'review-low-income',
  given: z.object({
    company: z.string(),
    userCode: z.string(),
    season: z.string(),
    decision: z.enum(['approved', 'refused']),
    reason: z.string().nullable(),
  }),
  find: subjectAtDesk,
  work: reviewLowIncome,
  says: ({ season, decision, reason }) =>
    `${season} 采暖季低保资格审核${decision === 'approved' ? '通过' : `不通过（${reason ?? ''}）`}`,
}
