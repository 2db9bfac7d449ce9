import { formatYuan, yuanText } from '../../../contract/money'
import { type Bill, outstandingFen } from '../../domain/bill/bill'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import { keepsInDoubt } from '../../domain/heatSettlement/settlement'
import { refundCarriedOver } from '../../domain/ledger/rulesOfSettlement'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { transfersOf } from '../common/post'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { changeBill } from './changeBill'
import { takeStep } from './settlementSteps'
import { spendCredit } from './spendCredit'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

export interface Carried {
  /** Refunds that became credit, and top-ups that went into the next season's bill, in fen. */
  creditFen: number
  extraFen: number
}

/** Whether the days for acting are over, so that what nobody acted on may be merged (BZ4): now, or from a day on. */
export function mayMerge(rulebook: Rulebook, season: string, today: string): 'now' | string {
  const calendar = refundCalendar(rulebook, season)
  return !calendar || today >= calendar.mergedFrom ? 'now' : calendar.mergedFrom
}

/**
 * Merges what nobody acted on of one settlement into the household's next season, in the caller's transaction (BZ4): the
 * refund becomes credit, which pays what is owed; an unpaid top-up goes into the next season's bill, as soon as there is
 * one. What is under objection, or asked for, is left as it is. Where the rulebook has no days for refunds, they wait for
 * the next season's bill, and a top-up stays a debt of its own (C6).
 */
async function mergeSettlement(
  store: Store,
  rulebook: Rulebook,
  settlement: SettlementRecord,
  by: string,
  ports: Ports,
): Promise<Carried> {
  const nothing = { creditFen: 0, extraFen: 0 }
  const { householdId, season } = settlement
  const today = ports.clock.today()
  if (settlement.status !== 'published' || mayMerge(rulebook, season, today) !== 'now') return nothing
  const bills = await store.bills.byHousehold(householdId)
  const next = bills.find((bill) => bill.kind === 'season' && bill.season > season)
  const topUp = bills.find((bill) => bill.kind === 'top-up' && bill.season === season)
  const unpaidFen = topUp && rulebook.refunds && next ? outstandingFen(topUp) : 0
  const refundFen = rulebook.refunds || next ? settlement.payableFen : 0
  if (unpaidFen === 0 && refundFen === 0) return nothing
  const [objection] = await store.objections.ofSettlements([settlement.id])
  if (objection && keepsInDoubt(objection, today)) return nothing
  const applications = await store.refundApplications.ofSettlements([settlement.id])
  if (applications.some(({ status }) => status === 'applied' || status === 'checked' || status === 'in-batch'))
    return nothing

  const told = [
    ...(refundFen > 0 ? [`退费 ${formatYuan(refundFen)} 转为预存，抵缴下一采暖季热费`] : []),
    ...(unpaidFen > 0 ? [`补费 ${formatYuan(unpaidFen)} 并入 ${next?.season ?? ''} 采暖季账单`] : []),
  ]
  const payableFen = settlement.payableFen - refundFen
  const step = { step: 'carried-over', byKind: 'system', by, note: told.join('；'), to: { payableFen } } as const
  const carried = await takeStep(store, settlement, step, ports)
  if (refundFen > 0) await refundToCredit(store, carried, refundFen, ports)
  if (topUp && next && unpaidFen > 0) await topUpInto(store, rulebook, { carried, topUp, next, unpaidFen, by }, ports)
  await spendCredit(store, householdId, today, ports)
  return { creditFen: refundFen, extraFen: unpaidFen }
}

async function refundToCredit(
  store: Pick<Store, 'households' | 'ledger'>,
  { id, company, householdId, season, version }: SettlementRecord,
  amountFen: number,
  ports: Ports,
): Promise<void> {
  const household = await store.households.byId(householdId)
  if (!household || !(await store.households.touch(household, amountFen)))
    throw new ConcurrencyConflict(`household ${householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `carried-over:${id}:${version}`,
        event: 'refund-carried-over',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'settlement',
        evidenceId: id,
        postings: refundCarriedOver({ householdId, season, amountFen }),
      },
      ports,
    ),
  )
}

interface Merging {
  carried: SettlementRecord
  topUp: Bill
  next: Bill
  unpaidFen: number
  by: string
}

async function topUpInto(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  rulebook: Rulebook,
  { carried, topUp, next, unpaidFen, by }: Merging,
  ports: Ports,
): Promise<void> {
  const rule = rulebook.refunds?.unclaimed.rule ?? carried.rule
  const source = rulebook.sources[rulebook.refunds?.source ?? '']
  const causeId = `${carried.id}:${carried.version}`
  const common = { cause: 'carried-over', causeId, by } as const
  const moved = { label: `并入 ${next.season} 采暖季`, formula: `− ${yuanText(unpaidFen)} 元`, rule, source }
  await changeBill(
    store,
    { bill: topUp, target: { kind: 'reduction', amountFen: unpaidFen, line: moved }, ...common },
    ports,
  )
  const extra = {
    label: `${carried.season} 采暖季热计量补费（未按期缴纳，并入本季）`,
    formula: carried.formula,
    rule,
    source,
    amountFen: unpaidFen,
  }
  await changeBill(store, { bill: next, target: { kind: 'extra', line: extra }, ...common }, ports)
}

/** Merges what households with new bills left open of earlier settlements, in the transaction that opens the bills. */
export async function mergeIntoNewBills(
  store: Store,
  rulebook: Rulebook,
  householdIds: readonly string[],
  by: string,
  ports: Ports,
): Promise<void> {
  for (const settlement of await store.settlements.ofHouseholds(householdIds)) {
    await mergeSettlement(store, rulebook, settlement, by, ports)
  }
}

export interface CarriedOver extends Carried {
  outcome: 'carried-over'
  season: string
  /** Settlements of which something was merged now. */
  settlements: number
}

const PAGE = 100

/**
 * Merges what nobody acted on of a whole season (BZ4); opening the next season's bills does the same for its households.
 * It may be stopped and run again. Refused: `not-found`, `outside-window` before the days for acting are over.
 */
export function createCarryOver(ports: Ports & { database: Database }) {
  const { database, clock, ids, rulebooks } = ports

  return async function carryOver(input: {
    company: string
    season: string
    actor: string
    onProgress?: (done: number, total: number) => void
  }): Promise<CarriedOver | Refusal<'not-found' | 'outside-window'>> {
    const { company, season, actor } = input
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refuse('not-found')
    const from = mayMerge(rulebook, season, clock.today())
    if (from !== 'now') return refuse('outside-window', { dates: `${from} 起` })
    const of = { company, season, status: 'published' } as const
    const total = await database.read.settlements.count(of)
    const sum: CarriedOver = { outcome: 'carried-over', season, settlements: 0, creditFen: 0, extraFen: 0 }
    let done = 0
    for (let after: string | undefined = ''; after !== undefined; ) {
      const afterId: string = after
      const page = await database.transaction(async (store) => {
        const settlements = await store.settlements.page(of, afterId, PAGE)
        const carried: Carried[] = []
        for (const settlement of settlements)
          carried.push(await mergeSettlement(store, rulebook, settlement, actor, ports))
        const moved = carried.filter(({ creditFen, extraFen }) => creditFen + extraFen > 0)
        if (moved.length > 0) {
          const at = clock.now()
          const detail = { settlements: moved.length }
          await store.audit.append({ id: ids.next(), company, at, actor, deed: 'carry-over', subject: season, detail })
        }
        return { last: settlements.at(-1)?.id, looked: settlements.length, moved }
      })
      after = page.last
      done += page.looked
      sum.settlements += page.moved.length
      for (const { creditFen, extraFen } of page.moved) {
        sum.creditFen += creditFen
        sum.extraFen += extraFen
      }
      if (page.looked > 0) input.onProgress?.(done, Math.max(total, done))
    }
    return sum
  }
}
