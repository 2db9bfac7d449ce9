import { createHash } from 'node:crypto'
import type { FeeSheet } from '../../../contract/estimates'
import type { Bill } from '../../domain/bill/bill'
import { type BillChange, feeStateOf } from '../../domain/bill/changeBill'
import { movedOutFee, seasonBill } from '../../domain/billing/seasonBill'
import type { Household } from '../../domain/household/household'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import { isRefused } from '../../domain/tariff/area'
import { isSeasonBill } from '../bills/changeBill'
import { factsInSeason } from '../heatSettlement/factsInSeason'
import type { Store } from '../ports/database'

/** Why bills of a season are reckoned again as a whole: by another version, or taken back so that they charge nothing. */
export type Repricing = { kind: 'reprice'; rulebook: NumberedRulebook } | { kind: 'take-back' }

/** What it does to one open bill. Amounts in fen; `left`: the bill stays as it is, and why. */
export interface BillEffect {
  userCode: string
  billId: string
  version: number
  fromFen: number
  toFen: number
  left?: string
}

export interface PlannedRepricing {
  effect: BillEffect
  household: Household
  bill: Bill
  /** The fee as if nobody had moved out, and what of it the household owes that moved out (TS5). */
  whole: FeeSheet
  movedOut?: FeeSheet
}

const PAGE = 200

type Reading = Pick<Store, 'applications' | 'bills' | 'households' | 'seasonRecords' | 'settlements'>

/** Plans a page of a season's bills, by their households in the order of their codes; `last` undefined: there are no more. */
export async function planPage(
  store: Reading,
  { company, season, repricing }: { company: string; season: string; repricing: Repricing },
  after: string,
): Promise<{ last: string | undefined; plans: PlannedRepricing[] }> {
  const households = await store.households.page(company, after, PAGE)
  const ids = households.map(({ id }) => id)
  const bills = new Map(
    (await store.bills.byHouseholds(ids)).filter(isSeasonBill(season)).map((bill) => [bill.householdId, bill]),
  )
  const settled = new Set(
    (await store.settlements.ofHouseholds(ids))
      .filter((one) => one.season === season && one.status === 'published')
      .map(({ householdId }) => householdId),
  )
  const plans: PlannedRepricing[] = []
  for (const household of households) {
    const bill = bills.get(household.id)
    if (!bill) continue
    const changes = (await store.seasonRecords.billChangesOf(household.id)).filter(({ billId }) => billId === bill.id)
    const plan = await planOne(store, { household, bill, changes, repricing, settled: settled.has(household.id) })
    if (plan) plans.push(plan)
  }
  return { last: households.at(-1)?.userCode, plans }
}

const NOTHING: FeeSheet = {
  lines: [{ label: '账单已收回，不收热费', formula: '0.00 元', rule: 'C9', amountFen: 0 }],
  totalFen: 0,
}

async function planOne(
  store: Reading,
  given: { household: Household; bill: Bill; changes: readonly BillChange[]; repricing: Repricing; settled: boolean },
): Promise<PlannedRepricing | undefined> {
  const { household, bill, changes, repricing, settled } = given
  const isTakenBack = changes.at(-1)?.cause === 'taken-back'
  if (repricing.kind === 'take-back' && isTakenBack) return undefined
  if (repricing.kind === 'reprice' && !isTakenBack && bill.rulebookVersion === repricing.rulebook.version)
    return undefined
  const fromFen = feeStateOf(bill, changes).feeFen
  const of = { userCode: household.userCode, billId: bill.id, version: bill.rulebookVersion, fromFen }
  const left = (why: string): PlannedRepricing => ({
    effect: { ...of, toFen: fromFen, left: why },
    household,
    bill,
    whole: NOTHING,
  })
  if (settled) return left('本季热计量结算已公示')
  if (repricing.kind === 'take-back') return { effect: { ...of, toFen: 0 }, household, bill, whole: NOTHING }
  const { rulebook } = repricing
  const { movedOutOn, ...facts } = await factsInSeason(store, rulebook, household, bill.season)
  const whole = seasonBill(rulebook, facts, bill.season)
  if (isRefused(whole)) return left(whole.reason)
  if (movedOutOn === undefined) return { effect: { ...of, toFen: whole.totalFen }, household, bill, whole }
  const movedOut = movedOutFee(rulebook, whole, bill.season, movedOutOn)
  if (isRefused(movedOut)) return left(movedOut.reason)
  return { effect: { ...of, toFen: movedOut.totalFen }, household, bill, whole, movedOut }
}

/** The effects on a season's bills added up, and a digest by which each of them is known again. */
export interface RepricingFigures {
  bills: number
  left: number
  more: { count: number; amountFen: number }
  less: { count: number; amountFen: number }
  digest: string
}

/** Works out what a repricing does to every open bill of a season; `each` hears of them, in the order of the user codes. */
export async function repricingFigures(
  store: Reading,
  of: { company: string; season: string; repricing: Repricing },
  each?: (effect: BillEffect) => void,
): Promise<RepricingFigures> {
  const figures = { bills: 0, left: 0, more: { count: 0, amountFen: 0 }, less: { count: 0, amountFen: 0 } }
  const hash = createHash('sha256')
  for (let after = ''; ; ) {
    const { last, plans } = await planPage(store, of, after)
    for (const { effect } of plans) {
      const { billId, fromFen, toFen, left } = effect
      hash.update(`${billId} ${fromFen} ${toFen} ${left ?? ''}\n`)
      each?.(effect)
      if (left !== undefined) figures.left += 1
      else figures.bills += 1
      const side = toFen > fromFen ? figures.more : figures.less
      if (toFen !== fromFen) side.count += 1
      side.amountFen += Math.abs(toFen - fromFen)
    }
    if (last === undefined) return { ...figures, digest: hash.digest('hex') }
    after = last
  }
}
