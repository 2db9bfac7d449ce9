import type {
  PayoutBatchAnswer,
  PayoutBatchView,
  PayoutItemView,
  WaitingPayoutsAnswer,
} from '../../../contract/consolePayouts'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import type { RefundCard } from '../../domain/payment/refundCard'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { refundCalendar } from '../../domain/settlement/afterSeason'
import { maskCard } from '../../domain/settlement/bankCard'
import type { PayoutBatch, PayoutItem } from '../../domain/settlement/payout'
import { isRefundGiven, type RefundApplication } from '../../domain/settlement/refundApplication'
import { worksFor } from '../../domain/staff/staff'
import type { Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { Clerk } from '../season/desk'
import { MOST_IN_BATCH } from './payoutBatch'
import { cardState } from './payoutRows'

type Ports = {
  database: Database
  rulebooks: Rulebooks
  refundRows(applications: readonly RefundApplication[]): Promise<DeskRefund[]>
}

/** Payout batches as staff see them: what waits for one, those that were made, and what is in one (BZ3). Amounts in fen. */
export function createPayoutLists({ database: { read }, rulebooks, refundRows }: Ports) {
  async function shown(batch: PayoutBatch, items: readonly PayoutItem[], cards: readonly RefundCard[]) {
    const { approvalId: _, approvedAt: __, bank: ___, number: ____, ...view } = batch
    const counted = { sent: 0, paid: 0, failed: 0, returned: 0 }
    for (const { state } of items) counted[state] += 1
    for (const { status } of cards) counted[cardState(status) ?? 'sent'] += 1
    return { ...view, items: counted }
  }

  async function ofApplications(items: readonly PayoutItem[]): Promise<PayoutItemView[]> {
    const settlementIds = [...new Set(items.map(({ settlementId }) => settlementId))]
    const applications = await read.refundApplications.ofSettlements(settlementIds)
    const byId = new Map(applications.map((application) => [application.id, application]))
    const givenAnew = new Set(applications.filter(isRefundGiven).map(({ settlementId }) => settlementId))
    const householdIds = [...new Set(applications.map(({ householdId }) => householdId))]
    const codes = new Map((await read.households.byIds(householdIds)).map(({ id, userCode }) => [id, userCode]))
    const views: PayoutItemView[] = []
    for (const { serial, applicationId, settlementId, failCode, failReason, ...item } of items) {
      const { householdId = null, bankCard = '' } = byId.get(applicationId) ?? {}
      const { amountFen, state, bankSerial, paidOn, returnedOn } = item
      const came = state === 'failed' || state === 'returned'
      // What is owed no more was merged into the next season (BZ4); what was asked for anew is on its way again.
      const owed = came && ((await read.settlements.byId(settlementId))?.payableFen ?? 0) > 0
      views.push({
        ...{ serial, kind: 'settlement', householdId, userCode: codes.get(householdId ?? '') ?? null },
        ...{ applicationId, refundNo: null },
        ...{ bankCard: maskCard(bankCard), amountFen, state, bankSerial, reason: failReason ?? failCode },
        ...{ paidOn, returnedOn, open: owed && !givenAnew.has(settlementId) },
      })
    }
    return views
  }

  async function ofCards(cards: readonly RefundCard[]): Promise<PayoutItemView[]> {
    const views: PayoutItemView[] = []
    for (const { refundNo, serial, status, bankCard, failCode, failReason, ...card } of cards) {
      const { amountFen, bankSerial, paidOn, returnedOn } = card
      const refund = await read.refunds.byNo(refundNo)
      const householdId = (refund && (await read.payments.byId(refund.paymentId)))?.householdId ?? null
      const household = householdId === null ? undefined : await read.households.byId(householdId)
      views.push({
        ...{ serial: serial ?? '', kind: 'payment', householdId, userCode: household?.userCode ?? null },
        ...{ applicationId: null, refundNo },
        ...{ bankCard: maskCard(bankCard), amountFen, state: cardState(status) ?? 'sent', bankSerial },
        ...{ reason: failReason ?? failCode, paidOn, returnedOn },
        open: refund?.status === 'failed' && refund.attendedAt === null,
      })
    }
    return views
  }

  return {
    /** What the next batch of a season can hold; `not-found` for a company that there is not. */
    async waitingPayouts(company: string, season: string): Promise<WaitingPayoutsAnswer | Refusal> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      const applications = await refundRows(await read.refundApplications.waiting(company, season, MOST_IN_BATCH))
      const cards = await read.refundCards.waiting(company, MOST_IN_BATCH)
      return {
        applications,
        cards: cards.map(({ refundNo, amountFen, owner, bankCard, recordedAt }) => ({
          ...{ refundNo, amountFen, owner, recordedAt },
          bankCard: maskCard(bankCard),
        })),
        payoutBefore: refundCalendar(rulebook, season)?.payoutBefore ?? null,
        approvalId: (await read.approvals.openOn(company, 'payout', season))?.id ?? null,
      }
    },

    /** Batches, newest first. */
    async payouts(
      company: string | undefined,
      { offset, limit }: { offset: number; limit: number },
    ): Promise<{ rows: PayoutBatchView[]; total: number }> {
      const { rows, total } = await read.payouts.batches(company, offset, limit)
      const views: PayoutBatchView[] = []
      for (const batch of rows) {
        views.push(await shown(batch, await read.payouts.itemsOf(batch.id), await read.refundCards.ofBatch(batch.id)))
      }
      return { rows: views, total }
    },

    /** One batch with its payments in the order of the bank's file; `not-found` for another company's. */
    async payout(clerk: Pick<Clerk, 'company'>, id: string): Promise<PayoutBatchAnswer | Refusal> {
      const batch = await read.payouts.batchById(id)
      if (!batch || !worksFor(clerk, batch.company)) return refuse('not-found')
      const [items, cards] = [await read.payouts.itemsOf(id), await read.refundCards.ofBatch(id)]
      const views = [...(await ofApplications(items)), ...(await ofCards(cards))]
      return { batch: await shown(batch, items, cards), items: views }
    },
  }
}
