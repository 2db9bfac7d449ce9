import { parseYuan } from '../../../contract/money'
import type { ObjectionView, RefundView, SettlementAnswer, SettlementView } from '../../../contract/settlements'
import { type Bill, outstandingFen } from '../../domain/bill/bill'
import { isWithin, refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { PayoutItem } from '../../domain/heatSettlement/payout'
import type { RefundApplication } from '../../domain/heatSettlement/refundApplication'
import { maskCard } from '../../domain/heatSettlement/refundApplication'
import type { SettlementStep } from '../../domain/heatSettlement/settlement'
import { type Objection, objectionOn } from '../../domain/heatSettlement/settlement'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefusal, type Refusal, type RefusalCode } from '../common/refusal'
import { actsFor } from '../households/households'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'
import { hallFacts, refusedOnline } from './applyForRefund'
import { type PublishedResult, publishedResult } from './publishedFor'
import { hindrance } from './takeInRefund'

/** A household's published result with its formula, and what the resident may do about it now (BZ2–BZ8). */
export function createShowSettlement({
  database,
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  const { read } = database

  return async function showSettlement(
    resident: Resident,
    householdId: string,
    season?: string,
  ): Promise<SettlementAnswer | Refusal<'bind-first' | 'not-found'>> {
    const own = await actsFor(read, rulebooks, resident, householdId)
    if (isRefusal(own)) return own
    const result = await publishedResult(read, own.household, season)
    const metered = own.household.billing === 'metered'
    if (!result) return { metered, settlement: null }
    return { metered, settlement: await settlementView(read, { ...own, ...result }, clock.today()) }
  }
}

/** A published result as its page shows it on a day: the numbers, and what may be done until when. */
export async function settlementView(
  store: Pick<Store, 'bills' | 'objections' | 'payouts' | 'readings' | 'refundApplications' | 'settlements'>,
  found: PublishedResult,
  today: string,
): Promise<SettlementView> {
  const { household, rulebook, settlement, publication } = found
  const { id, season } = settlement
  const bills = (await store.bills.byHousehold(household.id)).filter((bill) => bill.season === season)
  const [objection] = await store.objections.ofSettlements([id])
  const applications = await store.refundApplications.ofSettlements([id])
  const reading = await store.readings.byId(settlement.readingId)
  const calendar = refundCalendar(rulebook, season)
  const topUp = bills.find(({ kind }) => kind === 'top-up')
  const test = bills.find(({ kind }) => kind === 'meter-test')
  const applied = refusedOnline(found, today) ?? (await hindrance(store, settlement, today))
  return {
    season,
    publishedOn: publication.publishedOn,
    publicityTo: publication.publicityTo,
    reading: {
      startReading: reading?.startReading ?? null,
      endReading: reading?.endReading ?? null,
      quantity: reading?.quantity ?? '0',
      unit: reading?.unit ?? 'kWh',
      faulty: settlement.meterFaulty,
    },
    lines: settlement.lines,
    prepaidFen: settlement.prepaidFen,
    meteredFen: settlement.meteredFen,
    adjustmentFen: settlement.adjustmentFen,
    formula: settlement.formula,
    rule: settlement.rule,
    payableFen: settlement.payableFen,
    topUp: topUp ? { ...billView(topUp), dueOn: topUp.dueOn } : null,
    meterTest: test ? billView(test) : null,
    mayObject: mayObject(calendar, objection, applications, today),
    testFeeFen: testFeeFen(rulebook),
    payoutBefore: calendar?.payoutBefore ?? null,
    mayApply: {
      open: applied === undefined,
      reason: applied === undefined ? null : whyNot(applied, hallFacts(rulebook)),
      from: calendar?.applications.from ?? null,
      to: calendar?.applications.to ?? null,
    },
    objection: objection ? objectionView(objection, today) : null,
    refunds: await refundViews(store, applications),
    steps: (await store.settlements.stepsOf([id])).map(stepView),
  }
}

function testFeeFen({ refunds }: Rulebook): number | null {
  return refunds?.meterTest ? (parseYuan(refunds.meterTest.passedFee) ?? null) : null
}

const billView = (bill: Bill) => ({
  billId: bill.id,
  totalFen: bill.billedFen - bill.reversedFen,
  remainingFen: outstandingFen(bill),
})

const stepView = ({ step, on, at, byKind, note }: SettlementStep) => ({ step, on, at, by: byKind, note })

/** An objection as it stands on a day. */
export function objectionView(objection: Objection, today: string): ObjectionView {
  const { id, madeOn, agreementDueOn, signedOn, testedOn } = objection
  return { id, state: objectionOn(objection, today), madeOn, agreementDueOn, signedOn, testedOn }
}

/** Applications with the day on which the bank paid them; the card is masked. */
export async function refundViews(
  store: Pick<Store, 'payouts'>,
  applications: readonly RefundApplication[],
): Promise<RefundView[]> {
  const items = await store.payouts.itemsOfApplications(applications.map(({ id }) => id))
  const itemOf = new Map(items.map((item: PayoutItem) => [item.applicationId, item]))
  return applications.map((application) => refundView(application, itemOf.get(application.id)?.paidOn ?? null))
}

/** An application as its household sees it. */
export function refundView(application: RefundApplication, paidOn: string | null = null): RefundView {
  const { id, status: state, amountFen, appliedOn, bankCard, cardCheck, reason } = application
  const bankName = cardCheck?.bankName ?? null
  return { id, state, amountFen, appliedOn, bankCard: maskCard(bankCard), bankName, paidOn, reason }
}

function mayObject(
  calendar: ReturnType<typeof refundCalendar>,
  objection: Objection | undefined,
  applications: readonly RefundApplication[],
  today: string,
): SettlementView['mayObject'] {
  const days = { from: calendar?.objections.from ?? null, to: calendar?.objections.to ?? null }
  const closed = (reason: string) => ({ open: false, reason, ...days })
  if (!calendar) return closed('这家供热公司没有公布结算异议的规定，请拨打热线咨询')
  if (objection) return closed('已经提出过异议')
  if (applications.some(({ liveKey }) => liveKey !== null)) return closed('已确认无异议并申请退费')
  return isWithin(calendar.objections, today)
    ? { open: true, reason: null, ...days }
    : closed(`提出异议的时间是 ${days.from} 至 ${days.to}`)
}

function whyNot({ refused, facts }: Refusal<RefusalCode>, hall: Record<string, string>): string {
  switch (refused) {
    case 'visit-a-hall':
      return `这一户不能在线办理退费，请带 ${hall.papers ?? '房主身份证'} 到${hall.where ?? '服务大厅'}办理`
    case 'outside-window':
      return `在线申请退费的时间是 ${facts?.dates}`
    case 'objection-open':
      return '结算异议正在办理'
    case 'refund-applied':
      return '已经申请退费'
    default:
      return '没有可退的金额'
  }
}
