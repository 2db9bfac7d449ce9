import { z } from 'zod'
import { USES, type Use } from '../../../contract/words'
import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/columns'
import { USE_LABELS } from '../../domain/rulebook/prices'
import { reckonedBy } from '../../domain/rulebook/versions'
import { isRefused } from '../../domain/tariff/area'
import { changeBill, chargedFen, isSeasonBill } from '../bills/changeBill'
import { openOneBill } from '../bills/openOneBill'
import { type Clerk, householdAtDesk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import { type HouseholdAction, type HouseholdActionPorts, subjectAtDesk } from './householdActions'

export interface UseAtDesk {
  company: string
  userCode: string
  use: Use
  /** The papers that staff saw. */
  paper: string
}

export interface ChangedUse {
  userCode: string
  use: Use
  season: string
  /** What this season's bill charges now, in fen; null when there is none yet. */
  billedFen: number | null
}

/**
 * Changes what a household is registered to use its heat for, in a hall with papers (domain.md BO9). This season's bill is
 * calculated again from the season's beginning (decided), or later, with the approval, when the new use needs the yearly
 * review (BO4); one that waited for such a review is opened. Refused: `nothing-changed`, `moved-out`, `no-price` for a use
 * that the company has no price for (C10).
 */
export async function changeUse(
  store: Store,
  clerk: Clerk,
  given: UseAtDesk,
  ports: HouseholdActionPorts,
): Promise<ChangedUse | Refusal<'moved-out' | 'no-price' | 'not-found' | 'nothing-changed' | 'payment-closed'>> {
  const { clock, ids, rulebooks } = ports
  const found = await householdAtDesk(store, rulebooks, clerk, given)
  if (isRefusal(found)) return found
  const { household, rulebook } = found
  const { use, paper, userCode } = given
  if (!USES.includes(use) || household.use === use) return refuse('nothing-changed')
  if (household.movedOutOn !== null) return refuse('moved-out', { agreedOn: household.movedOutOn })
  const season = seasonOf(rulebook, clock.today()).name
  const changed = { ...household, use }
  const bill = (await store.bills.byHousehold(household.id)).find(isSeasonBill(season))
  const of = { company: household.company, season }
  const sheet = seasonBill(reckonedBy(rulebooks, of, bill), factsOf(changed), season)
  if (isRefused(sheet)) return refuse('no-price', { reason: sheet.reason })

  const { company, id: householdId } = household
  const on = clock.today()
  const record = {
    id: ids.next(),
    company,
    householdId,
    from: household.use,
    to: use,
    paper,
    by: clerk.loginName,
    on,
  }
  await store.seasonRecords.insertUseChange({ ...record, recordedAt: clock.now() })
  if (!(await store.households.change(household, { use }))) throw new ConcurrencyConflict(`household ${householdId}`)
  await recordAction(
    store,
    {
      company,
      by: clerk.loginName,
      deed: 'change-use',
      subject: householdId,
      detail: { from: household.use, to: use },
    },
    ports,
  )
  const reviewed = rulebook.lowIncomeReview?.uses ?? []
  if (bill && reviewed.includes(use)) return { userCode, use, season, billedFen: chargedFen(bill) }
  if (bill) {
    const target = { kind: 'fee', sheet, title: '用热性质变更' } as const
    await changeBill(store, { bill, target, cause: 'use-changed', causeId: record.id, by: clerk.loginName }, ports)
    return { userCode, use, season, billedFen: sheet.totalFen }
  }
  if (!reviewed.includes(household.use) || reviewed.includes(use)) return { userCode, use, season, billedFen: null }
  const opened = await openOneBill(store, changed, season, ports)
  return isRefusal(opened) ? opened : { userCode, use, season, billedFen: opened.billedFen }
}

/** Changing the registered use, as one proposes and another approves it. */
export const USE_CHANGE: HouseholdAction<
  Omit<UseAtDesk, 'paper'>,
  'moved-out' | 'no-price' | 'not-found' | 'nothing-changed' | 'payment-closed'
> = {
  deed: 'change-use',
  given: z.object({ company: z.string(), userCode: z.string(), use: z.enum(USES) }),
  find: subjectAtDesk,
  work: changeUse,
  says: ({ use }) => `用热性质变更为${USE_LABELS[use]}`,
}
