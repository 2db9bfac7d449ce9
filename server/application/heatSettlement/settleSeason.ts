import { seasonName } from '../../../contract/estimates'
import { heatedDates } from '../../domain/calendar/season'
import type { MeterReading } from '../../domain/heatSettlement/reading'
import { type WorkedOut, workOutSettlement } from '../../domain/heatSettlement/settle'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { Household } from '../../domain/household/household'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isSeasonBill } from '../bills/changeBill'
import { keepStep, takeStep } from '../bills/settlementSteps'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { factsInSeason } from './factsInSeason'

export interface SettleSeasonInput {
  company: string
  season: string
  /** Who settles. */
  actor: string
  onProgress?: (done: number, total: number) => void
}

export interface SettledSeason {
  outcome: 'settled'
  season: string
  /** Worked out now, for the first time or again. */
  settled: number
  unchanged: number
  /** Made public before: those stay as they are. */
  alreadyPublished: number
  refunds: { count: number; amountFen: number }
  topUps: { count: number; amountFen: number }
  /** Broken meters, settled on the area fee (C5). */
  faulty: number
  withoutSettlement: {
    userCode: string
    because: 'no-bill' | 'no-reading' | 'no-price' | 'bill-differs'
    reason: string
  }[]
}

const PAGE = 200

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; pageSize?: number }

/**
 * Works out the settlements of a company's metered households (BZ2, LZ4, BO8, TS4), page by page, each by the version of the
 * rulebook by which its bill is reckoned. It may be stopped and run
 * again, also after corrected readings; what was made public stays. Households without a bill, a reading or a published
 * metered price are listed with the reason (BJ2). Refused: `not-found`, `no-such-season`, `season-not-over`.
 */
export function createSettleSeason(ports: Ports) {
  const { database, clock, rulebooks, pageSize = PAGE } = ports

  return async function settleSeason(
    input: SettleSeasonInput,
  ): Promise<SettledSeason | Refusal<'no-such-season' | 'not-found' | 'season-not-over'>> {
    const { company, season } = input
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refuse('not-found')
    if (!seasonName.safeParse(season).success) return refuse('no-such-season')
    const { endsOn } = heatedDates(rulebook, season)
    if (clock.today() <= endsOn) return refuse('season-not-over', { endsOn })
    const total = await database.read.households.count(company)
    const sum: SettledSeason = {
      outcome: 'settled',
      season,
      settled: 0,
      unchanged: 0,
      alreadyPublished: 0,
      refunds: { count: 0, amountFen: 0 },
      topUps: { count: 0, amountFen: 0 },
      faulty: 0,
      withoutSettlement: [],
    }
    let after = ''
    for (let done = 0; ; ) {
      const page = await database.transaction((store) => settlePage(store, input, after, pageSize, ports))
      if (page.last === undefined) return sum
      after = page.last
      done += page.households
      for (const one of page.outcomes) count(sum, one)
      input.onProgress?.(done, Math.max(total, done))
    }
  }
}

type Outcome =
  | { outcome: 'settled' | 'unchanged'; result: WorkedOut }
  | { outcome: 'published' }
  | {
      outcome: 'without'
      userCode: string
      because: SettledSeason['withoutSettlement'][number]['because']
      reason: string
    }

function count(sum: SettledSeason, one: Outcome): void {
  if (one.outcome === 'published') sum.alreadyPublished += 1
  else if (one.outcome === 'without') {
    const { userCode, because, reason } = one
    sum.withoutSettlement.push({ userCode, because, reason })
  } else {
    const { adjustmentFen, meterFaulty } = one.result
    sum[one.outcome] += 1
    if (meterFaulty) sum.faulty += 1
    const side = adjustmentFen < 0 ? sum.refunds : sum.topUps
    if (adjustmentFen !== 0) side.count += 1
    side.amountFen += Math.abs(adjustmentFen)
  }
}

async function settlePage(
  store: Store,
  { company, season, actor }: SettleSeasonInput,
  after: string,
  pageSize: number,
  ports: Ports,
) {
  // Two who settle the same season wait for each other here (M2).
  await store.sequences.next(company, `settle:${season}`)
  const all = await store.households.page(company, after, pageSize)
  const metered = all.filter(({ billing }) => billing === 'metered')
  const householdIds = metered.map(({ id }) => id)
  const readings = new Map((await store.readings.latest(householdIds, season)).map((one) => [one.householdId, one]))
  const before = new Map(
    (await store.settlements.ofHouseholds(householdIds))
      .filter((one) => one.season === season)
      .map((one) => [one.householdId, one]),
  )
  const outcomes: Outcome[] = []
  for (const household of metered) {
    const seen = before.get(household.id)
    const reading = readings.get(household.id)
    outcomes.push(
      seen?.status === 'published'
        ? { outcome: 'published' }
        : await settleOne(store, { household, season, seen, reading, actor }, ports),
    )
  }
  const settled = outcomes.filter(({ outcome }) => outcome === 'settled').length
  if (settled > 0) {
    await store.audit.append({
      id: ports.ids.next(),
      company,
      at: ports.clock.now(),
      actor,
      deed: 'settle',
      subject: season,
      detail: { settled, upTo: all.at(-1)?.userCode ?? '' },
    })
  }
  return { last: all.at(-1)?.userCode, households: all.length, outcomes }
}

interface ToSettle {
  household: Household
  season: string
  seen: SettlementRecord | undefined
  reading: MeterReading | undefined
  actor: string
}

async function settleOne(
  store: Pick<Store, 'applications' | 'bills' | 'seasonRecords' | 'settlements'>,
  { household, season, seen, reading, actor }: ToSettle,
  ports: Ports,
): Promise<Outcome> {
  const without = (because: SettledSeason['withoutSettlement'][number]['because'], reason: string): Outcome => ({
    outcome: 'without',
    userCode: household.userCode,
    because,
    reason,
  })
  const bill = (await store.bills.byHousehold(household.id)).find(isSeasonBill(season))
  if (!bill) return without('no-bill', '本采暖季没有账单')
  if (!reading) return without('no-reading', '没有热表读数')
  const changes = (await store.seasonRecords.billChangesOf(household.id)).filter(({ billId }) => billId === bill.id)
  const rulebook = ports.rulebooks.version(household.company, bill.rulebookVersion)
  const facts = await factsInSeason(store, rulebook, household, season)
  const worked = workOutSettlement(rulebook, facts, { bill, changes }, reading)
  if (worked.outcome === 'refused') return without(worked.because, worked.reason)
  const { result } = worked
  const { estate, building, unit } = household
  const now = { ...result, readingId: reading.id, estate, building, unit }
  const by = { byKind: 'staff', by: actor, step: 'worked-out' } as const
  if (!seen) {
    const of = { id: ports.ids.next(), company: household.company, householdId: household.id, season }
    const fresh: SettlementRecord = {
      ...of,
      ...now,
      status: 'worked-out',
      publicationId: null,
      payableFen: 0,
      version: 1,
    }
    if ((await store.settlements.insert(fresh)) === 'duplicate')
      throw new ConcurrencyConflict(`settlement of ${household.id}`)
    await keepStep(store, fresh, by, ports)
    return { outcome: 'settled', result }
  }
  if (
    seen.readingId === reading.id &&
    JSON.stringify(resultOf(seen)) === JSON.stringify(resultOf({ ...seen, ...now }))
  ) {
    return { outcome: 'unchanged', result }
  }
  await takeStep(store, seen, { ...by, to: now }, ports)
  return { outcome: 'settled', result }
}

/** What a settlement says, in one order, so that two can be compared. */
function resultOf({
  prepaidFen,
  meteredFen,
  adjustmentFen,
  lines,
  formula,
  rule,
  estate,
  building,
  unit,
}: SettlementRecord) {
  const printed = lines.map((line) => [line.label, line.formula, line.rule, line.source, line.amountFen])
  return [prepaidFen, meteredFen, adjustmentFen, printed, formula, rule, estate, building, unit]
}
