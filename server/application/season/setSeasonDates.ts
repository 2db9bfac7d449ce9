import { z } from 'zod'
import { type Paper, paperText } from '../../../contract/papers'
import type { Approval } from '../../domain/approval/approval'
import { addDays } from '../../domain/calendar/civilDate'
import { seasonAfter, seasonBefore, seasonDates, seasonOf } from '../../domain/calendar/season'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { SeasonDatesRecord } from '../../domain/serviceRequest/records'
import { worksFor } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing, previewOutcome } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { HouseholdActionPorts } from './householdActions'

/** The weather moves a season by weeks, not by months; beyond it somebody mistyped. */
const MAX_DAYS_EARLY_OR_LATE = 45

export interface ActualDates {
  company: string
  season: string
  /** Absent: what was set before stays, or the rulebook's day. */
  startsOn?: string
  endsOn?: string
  reason: string
}

/** Whether dates may be set: this season, the last or the next, early or late only, and by 45 days at most. */
function judge(
  rulebook: Rulebook,
  today: string,
  given: ActualDates,
): 'fits' | Refusal<'date-out-of-range' | 'only-early-or-late'> {
  const now = seasonOf(rulebook, today).name
  const [earliest, latest] = [seasonBefore(now), seasonAfter(now)]
  if (given.season < earliest || given.season > latest) {
    return refuse('date-out-of-range', { from: earliest, to: latest })
  }
  const { startsOn, endsOn } = seasonDates(rulebook, given.season)
  if ((given.startsOn ?? startsOn) > startsOn || (given.endsOn ?? endsOn) < endsOn) {
    return refuse('only-early-or-late', { startsOn, endsOn })
  }
  const from = addDays(startsOn, -MAX_DAYS_EARLY_OR_LATE)
  const to = addDays(endsOn, MAX_DAYS_EARLY_OR_LATE)
  const fits = (given.startsOn ?? from) >= from && (given.endsOn ?? to) <= to
  return fits ? 'fits' : refuse('date-out-of-range', { from, to })
}

/**
 * Records when a season really opens or closes (domain.md BJ6), in the caller's transaction: early or late, never changing a
 * fee. Refused: `not-found`, `date-out-of-range` (another season than this, the last or the next; or more than 45 days off),
 * `only-early-or-late`, `nothing-changed`. A process uses the new dates once its rulebooks are refreshed.
 */
export async function setSeasonDates(
  store: Pick<Store, 'audit' | 'seasonRecords'>,
  clerk: Clerk,
  given: ActualDates,
  { clock, ids, rulebooks }: HouseholdActionPorts,
): Promise<SeasonDatesRecord | Refusal<'date-out-of-range' | 'not-found' | 'nothing-changed' | 'only-early-or-late'>> {
  const { company, season, reason } = given
  const rulebook = rulebooks.get(company)
  if (!rulebook || !worksFor(clerk, company)) return refuse('not-found')
  const judged = judge(rulebook, clock.today(), given)
  if (judged !== 'fits') return judged
  const earlier = (await store.seasonRecords.seasonDates()).filter(
    (one) => one.company === company && one.season === season,
  )
  const last = earlier.at(-1)
  const startsOn = given.startsOn ?? last?.startsOn ?? null
  const endsOn = given.endsOn ?? last?.endsOn ?? null
  if (startsOn === (last?.startsOn ?? null) && endsOn === (last?.endsOn ?? null)) return refuse('nothing-changed')
  const record: SeasonDatesRecord = {
    id: ids.next(),
    company,
    season,
    sequence: earlier.length + 1,
    startsOn,
    endsOn,
    reason,
    by: clerk.loginName,
    recordedAt: clock.now(),
  }
  if ((await store.seasonRecords.insertSeasonDates(record)) === 'duplicate')
    throw new ConcurrencyConflict(`season ${season}`)
  const detail = { startsOn, endsOn }
  await recordAction(
    store,
    { company, by: clerk.loginName, deed: 'set-season-dates', subject: season, detail },
    { clock, ids },
  )
  return record
}

const payload = z.object({
  season: z.string(),
  startsOn: z.string().optional(),
  endsOn: z.string().optional(),
  reason: z.string(),
})

/**
 * Proposes it: the dates open and close the days on which residents may stop their heat and report cold rooms. Refused as
 * setSeasonDates, `paper-not-dated-yet`, `already-proposed`.
 */
export function createProposeSeasonDates(ports: HouseholdActionPorts & { database: Database }) {
  const { database, clock } = ports
  return async (
    clerk: Clerk,
    given: ActualDates,
    on: Paper,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'date-out-of-range'
        | 'not-found'
        | 'nothing-changed'
        | 'only-early-or-late'
        | 'paper-not-dated-yet'
      >
  > => {
    if (on.on > clock.today()) return refuse('paper-not-dated-yet')
    const foresight = await previewOutcome(database, (store) => setSeasonDates(store, clerk, given, ports))
    if (isRefusal(foresight)) return foresight
    const { company, season, startsOn, endsOn, reason } = given
    const said = [
      ...(startsOn ? [`开始供热日为 ${startsOn}`] : []),
      ...(endsOn ? [`停止供热日为 ${endsOn}`] : []),
    ].join('，')
    const dates = { ...(startsOn ? { startsOn } : {}), ...(endsOn ? { endsOn } : {}) }
    return allOrNothing(database, (store) =>
      propose(
        store,
        {
          company,
          deed: 'season-dates',
          subject: season,
          summary:
            `${season} 采暖季实际${said}（${reason}），材料${paperText(on)}。` +
            '停热、报修的办理时间随之变动，已开账单的热费不变。',
          payload: { season, ...dates, reason, paper: { ...on } },
          maker: clerk,
        },
        ports,
      ),
    )
  }
}

/** Executes `season-dates`. */
export const executeSeasonDates: Executor<
  'date-out-of-range' | 'not-found' | 'nothing-changed' | 'only-early-or-late'
> = async (store, approval, ports) => {
  const { company, makerId: id, makerName: loginName } = approval
  const given = { company, ...payload.parse(approval.payload) }
  const outcome = await setSeasonDates(store, { id, company, loginName }, given, ports)
  return isRefusal(outcome) ? outcome : 'done'
}
