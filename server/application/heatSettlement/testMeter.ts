import { z } from 'zod'
import type { MeterTestPreview } from '../../../contract/consoleSettlements'
import { fen, formatYuan, NO_MONEY } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import { type AfterMeterTest, afterMeterTest } from '../../domain/heatSettlement/meterTest'
import type { Objection, SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { NumberedRulebook, Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { takeStep } from '../bills/settlementSteps'
import { billExtra } from '../bills/spendCredit'
import { allOrNothing } from '../common/allOrNothing'
import type { Clerk } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { applyAdjustment } from './applyAdjustment'
import { objectionAtDesk } from './objections'

export interface MeterTestResult {
  passed: boolean
  /** The day of the test. */
  on: string
  /** The test report's number, or where it is filed. */
  paper: string
  /** What the refund is to be where the unit has no mean, in fen; only then. */
  decidedRefundFen?: number
}

const payload = z.object({
  objectionId: z.string(),
  passed: z.boolean(),
  on: z.string(),
  paper: z.string(),
  adjustmentFen: z.int(),
  feeFen: z.int().min(0),
  decidedRefundFen: z.int().min(0).nullable(),
})

/**
 * What a test changes (BZ7): its fee, or the mean refund of the unit's other households. Where nobody else of the unit was
 * settled a person decides the refund, at most what was prepaid.
 */
async function changedBy(
  store: Pick<Store, 'settlements'>,
  rulebook: Rulebook,
  settlement: SettlementRecord,
  { passed, decidedRefundFen }: Pick<MeterTestResult, 'passed' | 'decidedRefundFen'>,
): Promise<
  | Pick<Extract<AfterMeterTest, { outcome: 'stands' }>, 'adjustmentFen' | 'feeFen'>
  | Refusal<'mean-known' | 'more-than-billed' | 'no-mean' | 'not-offered'>
> {
  const others = (await store.settlements.ofUnit(settlement)).filter(({ id }) => id !== settlement.id)
  const after = afterMeterTest(rulebook, {
    passed,
    adjustmentFen: settlement.adjustmentFen,
    unitRefundsFen: others.map(({ adjustmentFen }) => Math.max(0, 0 - adjustmentFen)),
  })
  if (after.outcome === 'no-rule') return refuse('not-offered', { reason: `${rulebook.name}没有公布热表检测的规定` })
  if (after.outcome !== 'no-mean') {
    return decidedRefundFen === undefined ? after : refuse('mean-known', { meanFen: 0 - after.adjustmentFen })
  }
  if (decidedRefundFen === undefined) return refuse('no-mean')
  if (decidedRefundFen > settlement.prepaidFen) return refuse('more-than-billed', { billedFen: settlement.prepaidFen })
  return { adjustmentFen: fen(0 - decidedRefundFen), feeFen: NO_MONEY }
}

/**
 * Proposes the result of a meter test; another person approves it, since money moves. Refused: `not-found`, `not-signed`,
 * `wrong-status` when it was tested already, `date-out-of-range`, `no-mean`, `mean-known`, `more-than-billed`.
 */
export function createProposeMeterTest(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports

  return (
    clerk: Clerk,
    id: string,
    result: MeterTestResult,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'date-out-of-range'
        | 'mean-known'
        | 'more-than-billed'
        | 'no-mean'
        | 'not-found'
        | 'not-offered'
        | 'not-signed'
        | 'wrong-status'
      >
  > =>
    allOrNothing(database, async (store) => {
      const found = await objectionAtDesk(store, clerk, id)
      if (isRefusal(found)) return found
      const { objection, settlement } = found
      const rulebook = rulebooks.ofSeason(objection.company, objection.season)
      const household = await store.households.byId(objection.householdId)
      if (!rulebook || !household) return refuse('not-found')
      if (objection.status === 'made') return refuse('not-signed')
      if (objection.status !== 'agreement-signed') return refuse('wrong-status', { state: objection.status })
      const from = objection.signedOn ?? objection.madeOn
      if (result.on < from || result.on > clock.today()) return refuse('date-out-of-range', { from, to: clock.today() })
      const changed = await changedBy(store, rulebook, settlement, result)
      if (isRefusal(changed)) return changed
      const { adjustmentFen, feeFen } = changed
      const { passed, on, paper, decidedRefundFen = null } = result
      return propose(
        store,
        {
          company: objection.company,
          deed: 'meter-test',
          subject: id,
          summary: summaryOf(household.userCode, settlement, { passed, adjustmentFen, feeFen }),
          amountFen: passed ? feeFen : Math.abs(adjustmentFen - settlement.adjustmentFen),
          payload: { objectionId: id, passed, on, paper, adjustmentFen, feeFen, decidedRefundFen },
          maker: clerk,
        },
        ports,
      )
    })
}

/**
 * What a test of an objection's meter would come to, for the page that asks for its result; nothing changes. Amounts in fen.
 * Refused as the proposal itself would be, but for the day: `not-found`, `not-signed`, `wrong-status`, `not-offered`.
 */
export function createPreviewMeterTest(ports: { database: Database; clock: Clock; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports

  return async function previewMeterTest(
    clerk: Pick<Clerk, 'company'>,
    id: string,
  ): Promise<
    | MeterTestPreview
    | Refusal<
        'mean-known' | 'more-than-billed' | 'no-mean' | 'not-found' | 'not-offered' | 'not-signed' | 'wrong-status'
      >
  > {
    const found = await objectionAtDesk(database.read, clerk, id)
    if (isRefusal(found)) return found
    const { objection, settlement } = found
    const rulebook = rulebooks.ofSeason(objection.company, objection.season)
    if (!rulebook) return refuse('not-found')
    if (objection.status === 'made') return refuse('not-signed')
    if (objection.status !== 'agreement-signed') return refuse('wrong-status', { state: objection.status })
    const passed = await changedBy(database.read, rulebook, settlement, { passed: true })
    if (isRefusal(passed)) return passed
    const failed = await changedBy(database.read, rulebook, settlement, { passed: false })
    const { adjustmentFen, prepaidFen } = settlement
    return {
      ...{ from: objection.signedOn ?? objection.madeOn, to: clock.today(), adjustmentFen, prepaidFen },
      feeFen: passed.feeFen,
      meanRefundFen: isRefusal(failed) ? null : 0 - failed.adjustmentFen,
    }
  }
}

function summaryOf(
  userCode: string,
  { season, adjustmentFen: before }: SettlementRecord,
  { passed, adjustmentFen, feeFen }: { passed: boolean; adjustmentFen: number; feeFen: number },
): string {
  const whose = `用户 ${userCode} ${season} 采暖季热表检测`
  if (passed) return `${whose}合格：结算结果不变，用户承担拆装费 ${formatYuan(feeFen)}。`
  return `${whose}不合格：不收拆装费，${told(before)}改为退 ${formatYuan(0 - adjustmentFen)}。`
}

const told = (adjustmentFen: number): string =>
  adjustmentFen < 0 ? `原退 ${formatYuan(0 - adjustmentFen)}` : `原补 ${formatYuan(adjustmentFen)}`

/** Executes `meter-test`: its fee is billed, or the refund becomes the mean. What two people agreed on is what happens. */
export const recordMeterTest: Executor<
  'mean-known' | 'more-than-billed' | 'no-mean' | 'not-found' | 'not-offered' | 'payload-changed' | 'wrong-status'
> = async (store, approval, ports) => {
  const { objectionId, passed, on, paper, adjustmentFen, feeFen, decidedRefundFen } = payload.parse(approval.payload)
  const objection = await store.objections.byId(objectionId)
  const settlement = objection && (await store.settlements.byId(objection.settlementId))
  const rulebook = objection && ports.rulebooks.ofSeason(approval.company, objection.season)
  if (!objection || !settlement || !rulebook) return refuse('not-found')
  const asked = { passed, decidedRefundFen: decidedRefundFen ?? undefined }
  const changed = await changedBy(store, rulebook, settlement, asked)
  if (isRefusal(changed)) return changed
  // Another of the unit may have been tested since: then the mean is not the one that the checker saw.
  if (changed.adjustmentFen !== adjustmentFen || changed.feeFen !== feeFen) return refuse('payload-changed')
  const to = { status: passed ? 'test-passed' : 'test-failed', testedOn: on } as const
  if (!(await store.objections.change(objection.id, 'agreement-signed', to))) return refuse('wrong-status')
  const by = { byKind: 'staff', by: approval.checkerName ?? approval.makerName, on } as const
  if (passed) {
    await takeStep(store, settlement, { step: 'test-passed', ...by, note: `检测报告：${paper}` }, ports)
    await billTest(store, rulebook, objection, { feeFen, on: ports.clock.today() }, ports)
    return 'done'
  }
  const [publication] = await store.publications.byIds([settlement.publicationId ?? ''])
  if (!publication) throw new ConcurrencyConflict(`publication of settlement ${settlement.id}`)
  const rule = rulebook.refunds?.meterTest.rule ?? settlement.rule
  const formula = `热表检测不合格，按本单元平均退费值结算：退 ${formatYuan(0 - adjustmentFen)}`
  const moves = await applyAdjustment(
    store,
    rulebook,
    {
      settlement: { ...settlement, rule, formula },
      fromFen: settlement.adjustmentFen,
      toFen: adjustmentFen,
      topUpBy: publication.topUpBy,
      by: by.by,
    },
    ports,
  )
  const payableFen = settlement.payableFen + moves.refundDueFen - moves.refundTakenBackFen
  const next = { adjustmentFen, formula, rule, payableFen }
  await takeStep(store, settlement, { step: 'test-failed', ...by, note: `检测报告：${paper}`, to: next }, ports)
  return 'done'
}

async function billTest(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  rulebook: NumberedRulebook,
  { householdId, company, season }: Objection,
  { feeFen, on }: { feeFen: number; on: string },
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<void> {
  const test = rulebook.refunds?.meterTest
  if (!test || feeFen === 0) return
  const source = rulebook.sources[rulebook.refunds?.source ?? '']
  const line = {
    label: '热量表检测拆装费',
    formula: `${test.passedFee} 元`,
    rule: test.rule,
    source,
    amountFen: feeFen,
  }
  await billExtra(
    store,
    { kind: 'meter-test', householdId, company, season, line, dueOn: on, rulebookVersion: rulebook.version },
    ports,
  )
}
