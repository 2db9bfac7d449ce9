import { formatYuan } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import { type GasSubsidy, type SubsidyDue, subsidyDue } from '../../domain/gasReport/gasReport'
import { gasSubsidyGranted } from '../../domain/ledger/rulesOfSettlement'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isKind, type ServiceRequest } from '../../domain/serviceRequest/serviceRequest'
import { worksFor } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { spendCredit } from '../bills/spendCredit'
import { allOrNothing } from '../common/allOrNothing'
import type { Clerk } from '../common/clerk'
import { transfersOf } from '../common/post'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { acceptedReadings, gasReportsOf } from './gasReports'

type WorkedOut = Extract<SubsidyDue, { state: 'worked-out' }>

/** What a home is to be given for the season of a report: both readings accepted, a rate named, something used, not given yet. */
async function grantable(
  store: Pick<Store, 'applications' | 'gasSubsidies'>,
  rulebooks: Rulebooks,
  report: ServiceRequest<'gas-report'>,
): Promise<
  | { due: WorkedOut; after: ServiceRequest<'gas-report'> }
  | Refusal<'already-granted' | 'no-subsidy-rate' | 'not-found' | 'nothing-used' | 'readings-missing'>
> {
  const rulebook = rulebooks.get(report.company)
  if (!rulebook) return refuse('not-found')
  const granted = await store.gasSubsidies.of(report.householdId, report.season)
  if (granted) return refuse('already-granted', { amountFen: granted.amountFen, on: granted.on })
  const reports = await gasReportsOf(store, report.householdId, report.season)
  const due = subsidyDue(rulebook, acceptedReadings(reports))
  if (due.state === 'rate-not-published') return refuse('no-subsidy-rate')
  const after = reports.find(({ status, facts }) => status === 'accepted' && facts.window === 'after')
  if (due.state === 'awaiting-readings' || !after) return refuse('readings-missing')
  return due.amountFen > 0 ? { due, after } : refuse('nothing-used')
}

/**
 * Proposes to grant a gas-heated home its subsidy for the season of one of its reports; another person approves it
 * (domain.md BJ8). Refused: `not-found`, `already-granted`, `no-subsidy-rate`, `readings-missing`, `nothing-used`,
 * `already-proposed`.
 */
export function createProposeGasSubsidy(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, rulebooks } = ports
  return (clerk: Clerk, reportId: string) =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        | Approval
        | Refusal<
            | 'already-granted'
            | 'already-proposed'
            | 'no-subsidy-rate'
            | 'not-found'
            | 'nothing-used'
            | 'readings-missing'
          >
      > => {
        const report = await store.applications.byId(reportId)
        if (!report || !worksFor(clerk, report.company) || !isKind(report, 'gas-report')) return refuse('not-found')
        const grant = await grantable(store, rulebooks, report)
        if (isRefusal(grant)) return grant
        const { due, after } = grant
        const household = await store.households.byId(after.householdId)
        return propose(
          store,
          {
            company: after.company,
            deed: 'gas-subsidy',
            subject: after.id,
            summary:
              `燃气补贴 ${formatYuan(due.amountFen)} 存入用户 ${household?.userCode ?? ''} 的账户：` +
              `${after.season} 采暖季用气 ${due.cubicMetres} m³ × ${due.rate} 元/m³，前后两次读数都已核对照片。`,
            amountFen: due.amountFen,
            payload: {
              applicationId: after.id,
              season: after.season,
              cubicMetres: due.cubicMetres,
              rate: due.rate,
              amountFen: due.amountFen,
            },
            maker: clerk,
          },
          ports,
        )
      },
    )
}

/**
 * Executes `gas-subsidy`: the subsidy is put on the household's account, where it pays what is owed. Refused with
 * `subsidy-changed` when readings or rate are not those that were proposed. Guard: one subsidy a household and season (M3).
 */
export const grantGasSubsidy: Executor<
  'already-granted' | 'no-subsidy-rate' | 'not-found' | 'nothing-used' | 'readings-missing' | 'subsidy-changed'
> = async (store, approval, ports) => {
  const { applicationId, cubicMetres, rate, amountFen } = approval.payload
  const report = await store.applications.byId(String(applicationId))
  if (!report || !isKind(report, 'gas-report')) return refuse('not-found')
  const grant = await grantable(store, ports.rulebooks, report)
  if (isRefusal(grant)) return grant
  const { due, after } = grant
  if (after.id !== report.id || due.amountFen !== amountFen || due.cubicMetres !== cubicMetres || due.rate !== rate)
    return refuse('subsidy-changed')
  const { company, householdId, season } = report
  const on = ports.clock.today()
  const subsidy: GasSubsidy = {
    id: ports.ids.next(),
    company,
    householdId,
    season,
    applicationId: report.id,
    cubicMetres: due.cubicMetres,
    rate: due.rate,
    amountFen: due.amountFen,
    approvalId: approval.id,
    on,
    recordedAt: ports.clock.now(),
  }
  if ((await store.gasSubsidies.insert(subsidy)) === 'duplicate')
    throw new ConcurrencyConflict(`gas subsidy of ${householdId}`)
  const household = await store.households.byId(householdId)
  if (!household || !(await store.households.touch(household, due.amountFen)))
    throw new ConcurrencyConflict(`household ${householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `gas-subsidy:${householdId}:${season}`,
        event: 'gas-subsidy-granted',
        effectiveOn: on,
        evidenceKind: 'gas-subsidy',
        evidenceId: subsidy.id,
        postings: gasSubsidyGranted({ householdId, season, amountFen: due.amountFen }),
      },
      ports,
    ),
  )
  await spendCredit(store, householdId, on, ports)
  return 'done'
}
