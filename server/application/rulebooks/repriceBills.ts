import { z } from 'zod'
import { seasonName } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import { lateFeeVersions } from '../../domain/bill/bill'
import type { BillChangeCause, BillTarget } from '../../domain/bill/changeBill'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { worksFor } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { changeBill } from '../bills/changeBill'
import { allOrNothing } from '../common/allOrNothing'
import type { Clerk } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type Job, RULEBOOK_JOBS, type RulebookJobKind } from '../ports/work'
import { type BillEffect, type PlannedRepricing, planPage, type Repricing, repricingFigures } from './repricing'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
}

/** The job that carries out what two people agreed on. */
export const rulebookJob = ({ id, deed }: Pick<Approval, 'id' | 'deed'>): string => `${deed}:${id}`

/** Whether an approved action is carried out by such a job. */
export const isRulebookJob = (deed: string): deed is RulebookJobKind => RULEBOOK_JOBS.some((kind) => kind === deed)

export interface RepricingAsked {
  kind: RulebookJobKind
  company: string
  season: string
  reason: string
}

const payload = z.object({
  season: z.string(),
  /** The version by which the bills are reckoned again; null where they are taken back. */
  version: z.int().nullable(),
  reason: z.string(),
  bills: z.int(),
  left: z.int(),
  digest: z.string(),
})

function repricingOf(rulebooks: Rulebooks, company: string, version: number | null): Repricing {
  return version === null ? { kind: 'take-back' } : { kind: 'reprice', rulebook: rulebooks.version(company, version) }
}

/** What reckoning a season's open bills again would do to each of them, by the version in force. Refused: `not-found`, `no-such-season`. */
export function createShowRepricing({ database, rulebooks }: Ports) {
  return async function showRepricing(
    clerk: Pick<Clerk, 'company'>,
    { kind, company, season }: Omit<RepricingAsked, 'reason'>,
  ): Promise<{ version: number | null; effects: BillEffect[] } | Refusal<'no-such-season' | 'not-found'>> {
    const asked = judge(rulebooks, clerk, { kind, company, season })
    if (isRefusal(asked)) return asked
    const effects: BillEffect[] = []
    await repricingFigures(database.read, { company, season, repricing: asked.repricing }, (one) => effects.push(one))
    return { version: asked.version, effects }
  }
}

function judge(
  rulebooks: Rulebooks,
  clerk: Pick<Clerk, 'company'>,
  { kind, company, season }: Omit<RepricingAsked, 'reason'>,
): { version: number | null; repricing: Repricing } | Refusal<'no-such-season' | 'not-found'> {
  const rulebook = rulebooks.get(company)
  if (!rulebook || !worksFor(clerk, company)) return refuse('not-found')
  if (!seasonName.safeParse(season).success) return refuse('no-such-season')
  const version = kind === 'take-back-bills' ? null : rulebook.version
  return { version, repricing: repricingOf(rulebooks, company, version) }
}

/**
 * Proposes to reckon all open bills of a season again by the version in force, or to take them back so that they charge nothing
 * until they are reckoned again. Refused: `not-found`, `no-such-season`, `nothing-changed`, `already-proposed`.
 */
export function createProposeRepricing(ports: Ports) {
  const { database, rulebooks } = ports
  return async function proposeRepricing(
    clerk: Clerk,
    { reason, ...given }: RepricingAsked,
  ): Promise<Approval | Refusal<'already-proposed' | 'no-such-season' | 'not-found' | 'nothing-changed'>> {
    await rulebooks.refresh()
    const asked = judge(rulebooks, clerk, given)
    if (isRefusal(asked)) return asked
    const { kind, company, season } = given
    const { version, repricing } = asked
    return allOrNothing(database, async (store) => {
      const figures = await repricingFigures(store, { company, season, repricing })
      const { bills, left, more, less, digest } = figures
      if (bills === 0) return refuse('nothing-changed')
      const how = version === null ? '全部收回（不再收费，已缴的转为预存款）' : `按收费规则第 ${version} 版重新计价`
      return propose(
        store,
        {
          company,
          deed: kind,
          subject: season,
          summary:
            `${season} 采暖季已开的 ${bills} 张账单${how}：增加 ${more.count} 户共 ${formatYuan(more.amountFen)}，` +
            `减少 ${less.count} 户共 ${formatYuan(less.amountFen)}，另有 ${left} 户保持不变（已公示结算或没有价格）。` +
            `已产生的违约金不变，此后按新规则计。原因：${reason}`,
          amountFen: more.amountFen + less.amountFen || undefined,
          payload: { season, version, reason, bills, left, digest },
          maker: clerk,
        },
        ports,
      )
    })
  }
}

/** Executes it: lets the job begin. Refused with `amounts-changed` when what it does to one bill is another by now. */
export const executeRepricing: Executor<'amounts-changed'> = async (store, approval, { clock, rulebooks }) => {
  const { season, version, digest } = payload.parse(approval.payload)
  const { company, id: subject, deed } = approval
  const repricing = repricingOf(rulebooks, company, version)
  if ((await repricingFigures(store, { company, season, repricing })).digest !== digest)
    return refuse('amounts-changed')
  const kind = deed === 'take-back-bills' ? 'take-back-bills' : 'reprice-bills'
  await store.jobs.add({ key: rulebookJob(approval), company, kind, subject, dueAt: clock.now() })
  return 'done'
}

/**
 * Carries out an approved repricing, page by page, each page in one transaction; after a crash it goes on where it stopped, since
 * a bill that was reckoned again names its new version. The ledger has a reversal and a new entry for each bill that charges
 * otherwise (architecture.md, rule 5), by the approval; late fee of the days before stays as it ran.
 */
export function createRepriceBills(ports: Ports) {
  const { database, rulebooks } = ports
  return async function repriceBills({ subject }: Pick<Job, 'subject'>): Promise<null> {
    const approval = await database.read.approvals.byId(subject)
    if (approval?.status !== 'executed') throw new Error(`no executed approval ${subject}`)
    await rulebooks.refresh()
    const { company } = approval
    const { season, version } = payload.parse(approval.payload)
    const repricing = repricingOf(rulebooks, company, version)
    for (let after: string | undefined = ''; after !== undefined; ) {
      const from: string = after
      after = await database.transaction(async (store) => {
        const { last, plans } = await planPage(store, { company, season, repricing }, from)
        for (const plan of plans) {
          if (plan.effect.left === undefined) await repriceOne(store, plan, { approval, version }, ports)
        }
        return last
      })
    }
    return null
  }
}

async function repriceOne(
  store: Store,
  { bill, whole, movedOut }: PlannedRepricing,
  { approval, version }: { approval: Approval; version: number | null },
  ports: Ports,
): Promise<void> {
  const by = approval.checkerName ?? approval.makerName
  const change = async (target: BillTarget, cause: BillChangeCause): Promise<void> => {
    const now = (await store.bills.byHousehold(bill.householdId)).find(({ id }) => id === bill.id)
    if (!now) throw new ConcurrencyConflict(`bill ${bill.id}`)
    await changeBill(store, { bill: now, target, cause, causeId: approval.id, by }, ports)
  }
  if (version === null) {
    await change({ kind: 'fee', sheet: whole, title: '账单收回' }, 'taken-back')
    return
  }
  const lateFeeBy = [...lateFeeVersions(bill), { from: ports.clock.today(), version }]
  if (!(await store.bills.reckonAnew(bill, { rulebookVersion: version, lateFeeBy }))) {
    throw new ConcurrencyConflict(`bill ${bill.id}`)
  }
  await change({ kind: 'fee', sheet: whole, title: `按规则第 ${version} 版重新计价` }, 'repriced')
  if (movedOut) await change({ kind: 'fee', sheet: movedOut, title: '已搬迁' }, 'moved-out')
}
