import { seasonName } from '../../../contract/estimates'
import type { Publication, SettlementRecord } from '../../domain/heatSettlement/settlement'
import { mayPublish, type PublicationDays } from '../../domain/heatSettlement/settlement'
import type { NumberedRulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { takeStep } from '../bills/settlementSteps'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { applyAdjustment } from './applyAdjustment'

export interface PublishInput {
  company: string
  season: string
  /** Only these estates; absent: all that have results. */
  estates?: readonly string[]
  actor: string
  /** Only results that were worked out by then, in epoch milliseconds: what was proposed, and nothing that was calculated since. */
  workedOutBy?: number
  onProgress?: (done: number, total: number) => void
}

export interface PublishedEstate {
  estate: string
  /** Made public now. */
  published: number
  refunds: { count: number; amountFen: number }
  topUps: { count: number; amountFen: number }
}

export interface PublishedSeason {
  outcome: 'published'
  season: string
  publishedOn: string
  days: PublicationDays
  /** The rulebook's last day for it, and whether that has passed (LZ4, BO8). */
  dueOn: string | null
  late: boolean
  estates: PublishedEstate[]
  /** Results whose reading was corrected since, or that were calculated again after they were proposed. */
  stale: { userCode: string }[]
}

const PAGE = 100

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; pageSize?: number }

/**
 * Makes the results of estates public (BZ3): from then on they count in the books, the readings stand, and the household
 * may object, apply or pay. It may be stopped and run again. Refused: `not-found`, `no-such-season`, `outside-window`,
 * `nothing-to-publish`, also when one of the named estates has no results.
 */
export function createPublishSettlements(ports: Ports) {
  const { database, clock, rulebooks } = ports

  return async function publishSettlements(
    input: PublishInput,
  ): Promise<PublishedSeason | Refusal<'no-such-season' | 'not-found' | 'nothing-to-publish' | 'outside-window'>> {
    const { company, season } = input
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refuse('not-found')
    if (!seasonName.safeParse(season).success) return refuse('no-such-season')
    const may = mayPublish(rulebook, season, clock.today())
    if (may.outcome === 'outside-window') return refuse('outside-window', { dates: `${may.from} 至 ${may.to}` })
    const known = await database.read.settlements.estates(company, season)
    const estates = input.estates ?? known
    if (estates.length === 0 || estates.some((estate) => !known.includes(estate))) return refuse('nothing-to-publish')

    const { days, dueOn, late } = may
    const done: PublishedSeason = {
      outcome: 'published',
      season,
      publishedOn: clock.today(),
      days,
      dueOn,
      late,
      estates: [],
      stale: [],
    }
    const total = await countOf(database.read, company, season, estates)
    let at = 0
    for (const estate of estates) {
      const sum: PublishedEstate = {
        estate,
        published: 0,
        refunds: { count: 0, amountFen: 0 },
        topUps: { count: 0, amountFen: 0 },
      }
      for (let after: string | undefined = ''; after !== undefined; ) {
        const afterId: string = after
        const page = await database.transaction((store) =>
          publishPage(store, rulebook, { ...input, estate, days, afterId }, ports),
        )
        after = page.last
        at += page.looked
        for (const { adjustmentFen } of page.published) {
          sum.published += 1
          const side = adjustmentFen < 0 ? sum.refunds : sum.topUps
          if (adjustmentFen !== 0) side.count += 1
          side.amountFen += Math.abs(adjustmentFen)
        }
        done.stale.push(...page.stale)
        input.onProgress?.(at, Math.max(total, at))
      }
      if (sum.published > 0) done.estates.push(sum)
    }
    return done.estates.length === 0 && done.stale.length === 0 ? refuse('nothing-to-publish') : done
  }
}

async function countOf(
  store: Pick<Store, 'settlements'>,
  company: string,
  season: string,
  estates: readonly string[],
): Promise<number> {
  let total = 0
  for (const estate of estates)
    total += await store.settlements.count({ company, season, estate, status: 'worked-out' })
  return total
}

interface EstateInput extends PublishInput {
  estate: string
  days: PublicationDays
  afterId: string
}

async function publishPage(store: Store, rulebook: NumberedRulebook, input: EstateInput, ports: Ports) {
  const { company, season, estate, actor, afterId } = input
  const { clock, ids, pageSize = PAGE } = ports
  // Two who publish the same season wait for each other here (M2).
  await store.sequences.next(company, `publish:${season}`)
  const page = await store.settlements.page({ company, season, estate, status: 'worked-out' }, afterId, pageSize)
  const householdIds = page.map(({ householdId }) => householdId)
  const readings = await store.readings.latest(householdIds, season)
  const newest = new Map(readings.map(({ householdId, id }) => [householdId, id]))
  const seen = await seenBy(store, page, input.workedOutBy)
  const ready = page.filter((one) => newest.get(one.householdId) === one.readingId && seen(one))
  const staleIds = page.filter((one) => !ready.includes(one)).map(({ householdId }) => householdId)
  const stale = (await store.households.byIds(staleIds)).map(({ userCode }) => ({ userCode }))
  const published: SettlementRecord[] = []
  if (ready.length > 0) {
    const publication = await publicationOf(store, input, ports)
    for (const settlement of ready)
      published.push(await publishOne(store, rulebook, settlement, publication, { actor, ports }))
    await store.audit.append({
      id: ids.next(),
      company,
      at: clock.now(),
      actor,
      deed: 'publish-settlements',
      subject: `${season} ${estate}`,
      detail: { published: ready.length },
    })
  }
  return { last: page.at(-1)?.id, looked: page.length, published, stale }
}

/** Tells results that had been worked out by a moment from those that were calculated again since. */
async function seenBy(
  store: Pick<Store, 'settlements'>,
  page: readonly SettlementRecord[],
  moment: number | undefined,
) {
  if (moment === undefined) return () => true
  const steps = await store.settlements.stepsOf(page.map(({ id }) => id))
  const since = new Set(steps.filter(({ at }) => at > moment).map(({ settlementId }) => settlementId))
  return ({ id }: SettlementRecord) => !since.has(id)
}

/** The estate's publication: made once, with the days that count; results that follow later are made public under it. */
async function publicationOf(
  store: Pick<Store, 'publications'>,
  { company, season, estate, actor, days }: EstateInput,
  { clock, ids }: Ports,
) {
  const there = await store.publications.of(company, season, estate)
  if (there) return there
  const of = { id: ids.next(), company, season, estate, publishedOn: clock.today() }
  const publication: Publication = { ...of, ...days, by: actor, recordedAt: clock.now() }
  if ((await store.publications.insert(publication)) === 'duplicate')
    throw new ConcurrencyConflict(`publication of ${estate}`)
  return publication
}

async function publishOne(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords' | 'settlements'>,
  rulebook: NumberedRulebook,
  settlement: SettlementRecord,
  publication: Publication,
  { actor, ports }: { actor: string; ports: Ports },
): Promise<SettlementRecord> {
  const { adjustmentFen, payableFen } = settlement
  const moves = await applyAdjustment(
    store,
    rulebook,
    { settlement, fromFen: 0, toFen: adjustmentFen, topUpBy: publication.topUpBy, by: actor },
    ports,
  )
  const to = {
    status: 'published',
    publicationId: publication.id,
    payableFen: payableFen + moves.refundDueFen,
  } as const
  return takeStep(store, settlement, { step: 'published', byKind: 'staff', by: actor, to }, ports)
}
