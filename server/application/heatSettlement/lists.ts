import type {
  DeskObjection,
  DeskRefund,
  DeskSettlement,
  DeskSettlementDetail,
} from '../../../contract/consoleSettlements'
import type { RefundApplication } from '../../domain/heatSettlement/refundApplication'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import { type ObjectionStatus, objectionOn } from '../../domain/heatSettlement/settlement'
import type { Household } from '../../domain/household/household'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { RefundApplicationFilter, SettlementFilter } from '../ports/heatSettlement'
import type { Clock } from '../ports/system'
import { createPayoutLists } from './payoutLists'
import { objectionView, refundViews } from './showSettlement'
import { waitingForRedLetters } from './takeInRefund'

interface Page {
  offset: number
  limit: number
}

/** What follows a season as staff see it: results, objections, refund applications, payout batches. */
export function createSettlementLists(ports: { database: Database; clock: Clock; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports
  const { read } = database

  async function codes(householdIds: readonly string[]): Promise<Map<string, Household>> {
    return new Map((await read.households.byIds([...new Set(householdIds)])).map((one) => [one.id, one]))
  }

  async function rowsOf(settlements: readonly SettlementRecord[]): Promise<DeskSettlement[]> {
    const households = await codes(settlements.map(({ householdId }) => householdId))
    const ids = settlements.map(({ id }) => id)
    const objections = new Map((await read.objections.ofSettlements(ids)).map((one) => [one.settlementId, one]))
    const publications = new Map(
      (
        await read.publications.byIds([...new Set(settlements.flatMap(({ publicationId }) => publicationId ?? []))])
      ).map((one) => [one.id, one]),
    )
    // Newest first, so that the last one set is the oldest: turned round, the newest stays.
    const applications = new Map(
      [...(await read.refundApplications.ofSettlements(ids))].reverse().map((one) => [one.settlementId, one]),
    )
    return settlements.map((settlement) => {
      const { readingId: _, householdId, publicationId, lines: __, version: ___, ...shown } = settlement
      const objection = objections.get(settlement.id)
      return {
        ...shown,
        userCode: households.get(householdId)?.userCode ?? '',
        publishedOn: publications.get(publicationId ?? '')?.publishedOn ?? null,
        objection: objection ? objectionOn(objection, clock.today()) : null,
        refund: applications.get(settlement.id)?.status ?? null,
      }
    })
  }

  return {
    async settlements(filter: SettlementFilter, { offset, limit }: Page) {
      const { rows, total } = await read.settlements.list(filter, offset, limit)
      return { rows: await rowsOf(rows), total }
    },

    /** One result with its lines and every step since; `not-found` for another company's. */
    async settlement(clerk: Pick<Clerk, 'company'>, id: string): Promise<DeskSettlementDetail | Refusal<'not-found'>> {
      const settlement = visibleTo(clerk, await read.settlements.byId(id))
      if (isRefusal(settlement)) return settlement
      const [row] = await rowsOf([settlement])
      if (!row) return refuse('not-found')
      const steps = await read.settlements.stepsOf([id])
      return {
        ...row,
        lines: settlement.lines,
        steps: steps.map(({ step, on, at, byKind, note }) => ({ step, on, at, by: byKind, note })),
      }
    },

    async objections(
      filter: { company?: string; season?: string; status?: ObjectionStatus },
      { offset, limit }: Page,
    ): Promise<{ rows: DeskObjection[]; total: number }> {
      const { rows, total } = await read.objections.list(filter, offset, limit)
      const households = await codes(rows.map(({ householdId }) => householdId))
      const shown: DeskObjection[] = []
      for (const objection of rows) {
        const settlement = await read.settlements.byId(objection.settlementId)
        const { company, season, words, householdId } = objection
        shown.push({
          ...objectionView(objection, clock.today()),
          company,
          season,
          words,
          userCode: households.get(householdId)?.userCode ?? '',
          adjustmentFen: settlement?.adjustmentFen ?? 0,
          approvalId: (await read.approvals.openOn(company, 'meter-test', objection.id))?.id ?? null,
        })
      }
      return { rows: shown, total }
    },

    async refunds(
      filter: RefundApplicationFilter,
      { offset, limit }: Page,
    ): Promise<{ rows: DeskRefund[]; total: number }> {
      const { rows, total } = await read.refundApplications.list(filter, offset, limit)
      return { rows: await refundRows(rows), total }
    },

    /** One refund application; `not-found` for another company's. */
    async refund(clerk: Pick<Clerk, 'company'>, id: string): Promise<DeskRefund | Refusal<'not-found'>> {
      const application = visibleTo(clerk, await read.refundApplications.byId(id))
      if (isRefusal(application)) return application
      const [row] = await refundRows([application])
      return row ?? refuse('not-found')
    },

    /** Applications as the desk sees them, e.g. the one that was just decided on. */
    refundRows,

    ...createPayoutLists({ database, rulebooks, refundRows }),
  }

  async function refundRows(applications: readonly RefundApplication[]): Promise<DeskRefund[]> {
    const households = await codes(applications.map(({ householdId }) => householdId))
    const photos = await read.refundApplications.photosByIds(applications.flatMap(({ photoIds }) => photoIds))
    const views = await refundViews(read, applications)
    const reds = await read.invoices.redsFor(applications.map(({ id }) => id))
    const waiting = await waitingForRedLetters(
      read,
      applications.map(({ id }) => id),
    )
    return applications.flatMap((application, index) => {
      const view = views[index]
      if (!view) return []
      const { company, season, settlementId, residentId, takenBy, householdId, photoIds, cardCheck } = application
      const userCode = households.get(householdId)?.userCode ?? ''
      const kinds = photos.filter(({ id }) => photoIds.includes(id)).map(({ kind }) => kind)
      const needed = reds.some(({ refundApplicationId }) => refundApplicationId === application.id)
      const redLetter = !needed ? 'none' : waiting.has(application.id) ? 'waiting' : 'issued'
      const whose = { company, season, settlementId, householdId, userCode }
      return [{ ...view, ...whose, cardCheck, online: residentId !== null, takenBy, photos: kinds, redLetter }]
    })
  }
}
