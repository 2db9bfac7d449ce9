import { addDays, type CivilDate } from '../../domain/calendar/civilDate'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { createProposePayout } from '../afterSeason/payoutBatch'
import { allOrNothing } from '../allOrNothing'
import { approve } from '../approvals'
import type { PayoutLayout } from '../bankPort'
import { executors } from '../executors'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal } from '../refusal'
import { DEMO_CHECKER, DEMO_CLERK, onDay } from './demoPerson'

/** A week before the rulebook's day, two of the staff put refunds into a batch for the bank. */
const DAYS_BEFORE = 7

/**
 * Tells that these checked refund applications of a season went into a payout batch, if that day has come; `payoutBefore` is
 * the rulebook's. The job that hands the file in is left to the server.
 */
export async function payRefundsOut(
  ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; layout: PayoutLayout },
  { company, season, payoutBefore }: { company: string; season: string; payoutBefore: CivilDate },
  applications: readonly string[],
): Promise<void> {
  const on = addDays(payoutBefore, -DAYS_BEFORE)
  if (applications.length === 0 || on > ports.clock.today()) return
  const then = { ...ports, clock: onDay(on), executors }
  const proposed = await createProposePayout(then)(company, DEMO_CLERK, season, { applications })
  if (isRefusal(proposed)) return
  const { id, payloadHash } = proposed
  await allOrNothing(ports.database, (store) => approve(store, id, { checker: DEMO_CHECKER, payloadHash }, then))
}
