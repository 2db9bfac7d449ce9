import { formatYuan } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import type { Bill } from '../../domain/bill/bill'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isKind, type ServiceRequest } from '../../domain/serviceRequest/serviceRequest'
import { citation } from '../../domain/tariff/feeLine'
import { type Executor, propose } from '../approvals/approvals'
import { changeBill, chargedFen, isSeasonBill } from '../bills/changeBill'
import { allOrNothing } from '../common/allOrNothing'
import type { Clerk } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { findOpenRequest, takeStep } from './serviceRequests'

/** The bill that a confirmed report is about, as long as the amount is no more than it charges. */
async function reducible(
  store: Pick<Store, 'bills'>,
  application: ServiceRequest<'temperature-report'>,
  amountFen: number,
): Promise<
  { bill: Bill; month: string; meanCelsius: string } | Refusal<'more-than-billed' | 'no-bill' | 'not-confirmed'>
> {
  const { confirmed } = application.facts
  if (application.status !== 'confirmed' || !confirmed) return refuse('not-confirmed')
  const bills = await store.bills.byHousehold(application.householdId)
  const bill = bills.find(isSeasonBill(application.season))
  if (!bill) return refuse('no-bill')
  if (amountFen > chargedFen(bill)) return refuse('more-than-billed', { billedFen: chargedFen(bill) })
  return { bill, ...confirmed }
}

/**
 * Proposes a reduction of a bill for cold rooms, with the mean that the household confirmed as its ground; another person
 * approves it (domain.md TS7). Refused: `not-confirmed`, `no-bill`, `more-than-billed`, `already-proposed`.
 */
export function createProposeReduction(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, rulebooks } = ports
  return (clerk: Clerk, id: string, { amountFen, reason }: { amountFen: number; reason: string }) =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        | Approval
        | Refusal<'already-proposed' | 'more-than-billed' | 'no-bill' | 'not-confirmed' | 'not-found' | 'wrong-status'>
      > => {
        const found = await findOpenRequest(store, rulebooks, clerk, id, 'temperature-report')
        if (isRefusal(found)) return found
        const { application, household } = found
        const ground = await reducible(store, application, amountFen)
        if (isRefusal(ground)) return ground
        const measured = await store.seasonRecords.measurementsOf([id])
        const measurements = measured
          .filter(({ on }) => on.startsWith(ground.month))
          .map(({ on, room, celsius, by }) => ({ on, room, celsius, by }))
        return propose(
          store,
          {
            company: application.company,
            deed: 'reduce-bill',
            subject: id,
            summary:
              `室温不达标减费 ${formatYuan(amountFen)}：用户 ${household.userCode}，${application.season} 采暖季，` +
              `${ground.month} 测温 ${measurements.length} 次，平均 ${ground.meanCelsius}℃，用户已确认。`,
            amountFen,
            payload: {
              applicationId: id,
              amountFen,
              reason,
              month: ground.month,
              meanCelsius: ground.meanCelsius,
              measurements,
            },
            maker: clerk,
          },
          ports,
        )
      },
    )
}

/** Executes `reduce-bill`: the bill is reduced by what two people agreed on, once a month of a household. */
export const reduceBill: Executor<
  'already-reduced' | 'more-than-billed' | 'no-bill' | 'not-confirmed' | 'not-found'
> = async (store, approval, ports) => {
  const { applicationId, amountFen, reason } = approval.payload
  const application = await store.applications.byId(String(applicationId))
  const rulebook = ports.rulebooks.get(approval.company)
  if (!application || !isKind(application, 'temperature-report') || !rulebook?.underTemperature)
    return refuse('not-found')
  const ground = await reducible(store, application, Number(amountFen))
  if (isRefusal(ground)) return ground
  const { bill, month, meanCelsius } = ground
  const rules = ports.rulebooks.version(bill.company, bill.rulebookVersion)
  const cold = rules.underTemperature ?? rulebook.underTemperature
  const { company, householdId, season } = application
  const on = ports.clock.today()
  const kept = await store.seasonRecords.insertReduction({
    id: ports.ids.next(),
    company,
    applicationId: application.id,
    householdId,
    season,
    month,
    meanCelsius,
    amountFen: Number(amountFen),
    approvalId: approval.id,
    on,
    recordedAt: ports.clock.now(),
  })
  if (kept === 'duplicate') return refuse('already-reduced', { month })
  const line = {
    label: `室温不达标减费（${month}）`,
    formula: `平均室温 ${meanCelsius}℃ 低于 ${cold.belowCelsius}℃`,
    ...citation(rules.underTemperature ? rules : rulebook, cold),
  }
  await changeBill(
    store,
    {
      bill,
      target: { kind: 'reduction', amountFen: Number(amountFen), line },
      cause: 'reduced',
      causeId: approval.id,
      by: approval.checkerName ?? approval.makerName,
    },
    ports,
  )
  await takeStep(
    store,
    application,
    {
      step: 'reduced',
      byKind: 'staff',
      by: approval.checkerName ?? approval.makerName,
      note: String(reason),
      to: { status: 'reduced', liveKey: null },
    },
    ports,
  )
  return 'done'
}
