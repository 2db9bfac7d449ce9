import type { AwaitingReviewAnswer } from '../../../contract/consoleSeason'
import { seasonOf } from '../../domain/calendar/season'
import { addressOf } from '../../domain/household/household'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { worksFor } from '../../domain/staff/staff'
import type { Clock, Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { Clerk } from './desk'

/** The households whose papers wait for a decision this season (domain.md BO4), and why some were refused before. */
export function createAwaitingReview({
  database: { read },
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  return async function awaitingReview(clerk: Clerk, company: string): Promise<AwaitingReviewAnswer | Refusal> {
    const rulebook = rulebooks.get(company)
    if (!rulebook || !worksFor(clerk, company)) return refuse('not-found')
    const season = seasonOf(rulebook, clock.today()).name
    const uses = rulebook.lowIncomeReview?.uses ?? []
    const rows: AwaitingReviewAnswer['rows'] = []
    for (const household of uses.length > 0 ? await read.households.ofUses(company, uses) : []) {
      if (household.lowIncomeApprovedFor === season) continue
      const last = await read.seasonRecords.lowIncomeReview(household.id, season)
      rows.push({
        userCode: household.userCode,
        owner: household.owner,
        address: addressOf(household),
        refusedBecause: last?.decision === 'refused' ? last.reason : null,
      })
    }
    return { season, rows }
  }
}
