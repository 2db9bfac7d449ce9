import { createHash } from 'node:crypto'
import { z } from 'zod'
import { seasonName } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { mayPublish } from '../../domain/heatSettlement/settlement'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { mayMerge } from '../bills/carryOver'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Job } from '../ports/work'
import { SEASON_JOBS, type SeasonJobKind } from '../ports/work'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
}

const PAGE = 500

/** The job that does what two people have agreed on, by its approval: a whole season is too much for one transaction. */
export const seasonJob = ({ id, deed }: Pick<Approval, 'id' | 'deed'>) => `${deed}:${id}`

/** Whether an approved action is carried out by such a job. */
export const isSeasonJob = (deed: string): deed is SeasonJobKind => SEASON_JOBS.some((kind) => kind === deed)

const publication = z.object({
  season: z.string(),
  estates: z.array(z.string()),
  households: z.int(),
  refunds: z.object({ count: z.int(), amountFen: z.int() }),
  topUps: z.object({ count: z.int(), amountFen: z.int() }),
  /** Of the results: which settlement, in which version, with which adjustment. */
  digest: z.string(),
})

type Figures = Omit<z.infer<typeof publication>, 'season' | 'estates'>

/** What would be made public: how many get back or pay how much, and a digest by which every single result is known again. */
async function figuresOf(
  store: Pick<Store, 'settlements'>,
  company: string,
  season: string,
  estates: readonly string[],
): Promise<Figures> {
  const figures = { households: 0, refunds: { count: 0, amountFen: 0 }, topUps: { count: 0, amountFen: 0 } }
  const hash = createHash('sha256')
  for (const estate of [...estates].sort()) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await store.settlements.page({ company, season, estate, status: 'worked-out' }, after, PAGE)
      for (const { id, version, adjustmentFen } of page) {
        hash.update(`${id} ${version} ${adjustmentFen}\n`)
        figures.households += 1
        const side = adjustmentFen < 0 ? figures.refunds : figures.topUps
        if (adjustmentFen !== 0) side.count += 1
        side.amountFen += Math.abs(adjustmentFen)
      }
      after = page.at(-1)?.id
    }
  }
  return { ...figures, digest: hash.digest('hex') }
}

/**
 * Proposes to make the results of estates public (BZ3): from then on refunds are owed and top-ups are billed. Refused:
 * `not-found`, `no-such-season`, `outside-window`, `nothing-to-publish`, `already-proposed`.
 */
export function createProposePublication({ database, clock, ids, rulebooks }: Ports) {
  return (
    maker: Actor,
    { company, season, estates: asked }: { company: string; season: string; estates?: readonly string[] },
  ): Promise<
    Approval | Refusal<'already-proposed' | 'no-such-season' | 'not-found' | 'nothing-to-publish' | 'outside-window'>
  > =>
    allOrNothing(database, async (store) => {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      if (!seasonName.safeParse(season).success) return refuse('no-such-season')
      const may = mayPublish(rulebook, season, clock.today())
      if (may.outcome === 'outside-window') return refuse('outside-window', { dates: `${may.from} 至 ${may.to}` })
      const known = await store.settlements.estates(company, season)
      const estates = [...(asked ?? known)].sort()
      if (estates.some((estate) => !known.includes(estate))) return refuse('nothing-to-publish')
      const figures = await figuresOf(store, company, season, estates)
      if (figures.households === 0) return refuse('nothing-to-publish')
      const { households, refunds, topUps } = figures
      return propose(
        store,
        {
          company,
          deed: 'publish-settlements',
          subject: season,
          summary:
            `公示 ${season} 采暖季 ${estates.length} 个小区 ${households} 户的结算结果：` +
            `退费 ${refunds.count} 户共 ${formatYuan(refunds.amountFen)}，补费 ${topUps.count} 户共 ${formatYuan(topUps.amountFen)}。`,
          amountFen: refunds.amountFen + topUps.amountFen || undefined,
          payload: { season, estates, households, refunds, topUps, digest: figures.digest },
          maker,
        },
        { clock, ids },
      )
    })
}

/** Executes `publish-settlements`: lets the job begin. Refused with `amounts-changed` when one result is another by now. */
export const executePublication: Executor<'amounts-changed' | 'not-found' | 'outside-window'> = async (
  store,
  approval,
  { clock, rulebooks },
) => {
  const { season, estates, digest } = publication.parse(approval.payload)
  const rulebook = rulebooks.get(approval.company)
  if (!rulebook) return refuse('not-found')
  const may = mayPublish(rulebook, season, clock.today())
  if (may.outcome === 'outside-window') return refuse('outside-window', { dates: `${may.from} 至 ${may.to}` })
  if ((await figuresOf(store, approval.company, season, estates)).digest !== digest) return refuse('amounts-changed')
  await addJob(store, approval, 'publish-settlements', clock)
  return 'done'
}

const carrying = z.object({ season: z.string() })

/**
 * Proposes to merge what nobody acted on of a season into the next one (BZ4): refunds become credit, top-ups go into the next
 * bill. Refused: `not-found`, `no-such-season`, `outside-window`, `already-proposed`.
 */
export function createProposeCarryOver({ database, clock, ids, rulebooks }: Ports) {
  return (
    maker: Actor,
    { company, season }: { company: string; season: string },
  ): Promise<Approval | Refusal<'already-proposed' | 'no-such-season' | 'not-found' | 'outside-window'>> =>
    allOrNothing(database, async (store) => {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      if (!seasonName.safeParse(season).success) return refuse('no-such-season')
      const from = mayMerge(rulebook, season, clock.today())
      if (from !== 'now') return refuse('outside-window', { dates: `${from} 起` })
      let [count, amountFen] = [0, 0]
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page = await store.settlements.page({ company, season, status: 'published' }, after, PAGE)
        for (const { payableFen } of page) {
          if (payableFen > 0) count += 1
          amountFen += payableFen
        }
        after = page.at(-1)?.id
      }
      return propose(
        store,
        {
          company,
          deed: 'carry-over',
          subject: season,
          summary:
            `将 ${season} 采暖季没有申请的退费转为预存、未缴的补费并入下一采暖季账单：` +
            `现有未付退费 ${count} 户共 ${formatYuan(amountFen)}，其中已申请和有异议的保持不变。`,
          amountFen: amountFen || undefined,
          payload: { season, count, amountFen },
          maker,
        },
        { clock, ids },
      )
    })
}

/** Executes `carry-over`: lets the job begin. */
export const executeCarryOver: Executor<'not-found' | 'outside-window'> = async (
  store,
  approval,
  { clock, rulebooks },
) => {
  const { season } = carrying.parse(approval.payload)
  const rulebook = rulebooks.get(approval.company)
  if (!rulebook) return refuse('not-found')
  const from = mayMerge(rulebook, season, clock.today())
  if (from !== 'now') return refuse('outside-window', { dates: `${from} 起` })
  await addJob(store, approval, 'carry-over', clock)
  return 'done'
}

async function addJob(
  store: Pick<Store, 'jobs'>,
  approval: Approval,
  kind: SeasonJobKind,
  clock: Clock,
): Promise<void> {
  const { id: subject, company } = approval
  await store.jobs.add({ key: seasonJob(approval), company, kind, subject, dueAt: clock.now() })
}

/** What a job needs to know of the approval that it carries out. */
export async function approvedWork(database: Database, { subject }: Pick<Job, 'subject'>) {
  const approval = await database.read.approvals.byId(subject)
  if (approval?.status !== 'executed') throw new Error(`no executed approval ${subject}`)
  const { season, estates } = carrying.extend({ estates: z.array(z.string()).optional() }).parse(approval.payload)
  // In the records stands who proposed it; who approved it is with the approval.
  return { company: approval.company, season, estates, actor: approval.makerName, proposedAt: approval.madeAt }
}
