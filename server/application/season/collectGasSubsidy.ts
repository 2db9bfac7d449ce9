import { formatYuan } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import type { GasCollection, GasSubsidy } from '../../domain/gasReport/gasReport'
import { gasSubsidyCollection } from '../../domain/gasReport/gasReport'
import type { Household } from '../../domain/household/household'
import { gasSubsidyCollected } from '../../domain/ledger/rulesOfSettlement'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isKind } from '../../domain/serviceRequest/serviceRequest'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, visibleTo } from '../common/clerk'
import { transfersOf } from '../common/post'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

export interface CounterVisit {
  /** The day of the counter's receipt, within the days that the rulebook names. */
  on: string
  place: string
  receipt: string
}

/** The subsidy of a report's season that a counter may still pay out: granted, not collected, its money still on the account. */
async function collectable(
  store: Pick<Store, 'applications' | 'gasSubsidies' | 'households'>,
  rulebooks: Rulebooks,
  reportId: string,
  { on, place }: Pick<CounterVisit, 'on' | 'place'>,
  today: string,
): Promise<
  | { subsidy: GasSubsidy; household: Household }
  | Refusal<
      | 'already-collected'
      | 'credit-spent'
      | 'date-out-of-range'
      | 'not-found'
      | 'not-granted'
      | 'not-offered'
      | 'outside-window'
    >
> {
  const report = await store.applications.byId(reportId)
  const rulebook = report && rulebooks.get(report.company)
  if (!report || !rulebook || !isKind(report, 'gas-report')) return refuse('not-found')
  const subsidy = await store.gasSubsidies.of(report.householdId, report.season)
  if (!subsidy) return refuse('not-granted')
  const before = await store.gasSubsidies.collectionOf(subsidy.id)
  if (before) return refuse('already-collected', { on: before.on })
  const days = gasSubsidyCollection(rulebook, report.season)
  if (!days || on < days.from || on > days.to)
    return refuse('outside-window', { dates: days ? `${days.from} 至 ${days.to}` : '' })
  if (on > today || on < subsidy.on) return refuse('date-out-of-range', { from: subsidy.on, to: today })
  if (!days.places.includes(place)) return refuse('not-offered', { reason: `${place}不办理燃气补贴领取` })
  const household = await store.households.byId(report.householdId)
  if (!household) throw new Error(`no household for report ${reportId}`)
  return household.creditFen >= subsidy.amountFen
    ? { subsidy, household }
    : refuse('credit-spent', { creditFen: household.creditFen })
}

/**
 * Proposes to write down that a bank's counter paid a subsidy out to somebody who cannot use the app; another person
 * approves it (domain.md BJ8). Refused: `not-found`, `not-granted`, `already-collected`, `outside-window`,
 * `date-out-of-range`, `not-offered` at that place, `credit-spent` when it has paid a bill, `already-proposed`.
 */
export function createProposeGasCollection(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
}) {
  const { database, clock, rulebooks } = ports
  return (clerk: Clerk, reportId: string, { on, place, receipt }: CounterVisit) =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        | Approval
        | Refusal<
            | 'already-collected'
            | 'already-proposed'
            | 'credit-spent'
            | 'date-out-of-range'
            | 'not-found'
            | 'not-granted'
            | 'not-offered'
            | 'outside-window'
          >
      > => {
        const report = visibleTo(clerk, await store.applications.byId(reportId))
        if (isRefusal(report)) return report
        const found = await collectable(store, rulebooks, reportId, { on, place }, clock.today())
        if (isRefusal(found)) return found
        const { subsidy, household } = found
        return propose(
          store,
          {
            company: subsidy.company,
            deed: 'gas-collection',
            subject: subsidy.id,
            summary:
              `登记燃气补贴柜台领取 ${formatYuan(subsidy.amountFen)}：用户 ${household.userCode}，` +
              `${subsidy.season} 采暖季，${on} 在${place}领取，从该户预存款中扣减。`,
            amountFen: subsidy.amountFen,
            payload: { reportId, subsidyId: subsidy.id, amountFen: subsidy.amountFen, on, place, receipt },
            maker: clerk,
          },
          ports,
        )
      },
    )
}

/** Executes `gas-collection`: what the counter paid out leaves the household's account. Guards: once, credit never below 0 (M2). */
export const collectGasSubsidy: Executor<
  | 'already-collected'
  | 'credit-spent'
  | 'date-out-of-range'
  | 'not-found'
  | 'not-granted'
  | 'not-offered'
  | 'outside-window'
  | 'subsidy-changed'
> = async (store, approval, ports) => {
  const { reportId, on, place, receipt, amountFen } = approval.payload
  const visit = { on: String(on), place: String(place) }
  const found = await collectable(store, ports.rulebooks, String(reportId), visit, ports.clock.today())
  if (isRefusal(found)) return found
  const { subsidy, household } = found
  if (subsidy.amountFen !== amountFen) return refuse('subsidy-changed')
  const { company, householdId, season } = subsidy
  const collection: GasCollection = {
    id: ports.ids.next(),
    company,
    subsidyId: subsidy.id,
    householdId,
    ...visit,
    receipt: String(receipt),
    amountFen: subsidy.amountFen,
    approvalId: approval.id,
    recordedAt: ports.clock.now(),
  }
  if ((await store.gasSubsidies.insertCollection(collection)) === 'duplicate')
    throw new ConcurrencyConflict(`collection of ${subsidy.id}`)
  if (!(await store.households.touch(household, -subsidy.amountFen)))
    throw new ConcurrencyConflict(`household ${householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `gas-collection:${subsidy.id}`,
        event: 'gas-subsidy-collected',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'gas-payout',
        evidenceId: collection.id,
        postings: gasSubsidyCollected({ householdId, season, amountFen: subsidy.amountFen }),
      },
      ports,
    ),
  )
  return 'done'
}
