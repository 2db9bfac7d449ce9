import type {
  PayoutBatchAnswer,
  PayoutBatchView,
  PayoutItemView,
  WaitingPayoutsAnswer,
} from '../../../contract/consolePayouts'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { PayoutBatch, PayoutItem, ReturnedPayoutRow } from '../../domain/heatSettlement/payout'
import { isRefundGiven, maskCard, type RefundApplication } from '../../domain/heatSettlement/refundApplication'
import type { RefundCard, RefundCardStatus } from '../../domain/payment/refund'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import { MAX_IN_BATCH } from './payoutBatch'

/** What a row of a bank's file is about: a refund after a season, or a refund of a payment that goes to a card. */
export type Payee = { batchId: string; state: PayoutItem['state'] } & (
  | { kind: 'application'; item: PayoutItem }
  | { kind: 'card'; card: RefundCard }
)

/** One row with what we know of its payment. */
export interface KnownRow<Row> {
  row: Row
  payee: Payee
}

/** How a card's payment stands in its batch; undefined while it is in none. */
export const cardState = (status: RefundCardStatus): PayoutItem['state'] | undefined => STATES[status]

const STATES: Partial<Record<RefundCardStatus, PayoutItem['state']>> = {
  'in-batch': 'sent',
  paid: 'paid',
  failed: 'failed',
  returned: 'returned',
}

type Known = Payee & { amountFen: number; account: string | undefined }

async function payeesOf(
  store: Pick<Store, 'payouts' | 'refundApplications' | 'refundCards'>,
  company: string,
  serials: readonly string[],
): Promise<Map<string, Known>> {
  const items = await store.payouts.itemsBySerial(company, serials)
  const applications = await store.refundApplications.byIds(items.map(({ applicationId }) => applicationId))
  const accounts = new Map(applications.map(({ id, bankCard }) => [id, bankCard]))
  const payees = new Map<string, Known>()
  for (const item of items) {
    const { batchId, state, amountFen, applicationId } = item
    const account = accounts.get(applicationId)
    payees.set(item.serial, { kind: 'application', item, batchId, state, amountFen, account })
  }
  for (const card of await store.refundCards.bySerial(company, serials)) {
    const state = cardState(card.status)
    if (state === undefined || card.batchId === null || card.serial === null) continue
    const { batchId, amountFen, bankCard: account } = card
    payees.set(card.serial, { kind: 'card', card, batchId, state, amountFen, account })
  }
  return payees
}

/** Finds our payment of every row; or says what is wrong with the first row that is none of ours. */
export async function knownRows<Row extends ReturnedPayoutRow>(
  store: Pick<Store, 'payouts' | 'refundApplications' | 'refundCards'>,
  company: string,
  rows: readonly Row[],
): Promise<KnownRow<Row>[] | string> {
  const payees = await payeesOf(
    store,
    company,
    rows.map(({ serial }) => serial),
  )
  const known: KnownRow<Row>[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const at = `第 ${row.line} 行：`
    const payee = payees.get(row.serial)
    if (!payee) return `${at}没有这个第三方流水号`
    if (seen.has(row.serial)) return `${at}流水号重复`
    if (payee.amountFen !== row.amountFen) return `${at}金额与我方不符`
    if (payee.account !== row.account) return `${at}账号与我方不符`
    seen.add(row.serial)
    known.push({ row, payee })
  }
  return known
}

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
    const refundedAgain = new Set(applications.filter(isRefundGiven).map(({ settlementId }) => settlementId))
    const householdIds = [...new Set(applications.map(({ householdId }) => householdId))]
    const codes = new Map((await read.households.byIds(householdIds)).map(({ id, userCode }) => [id, userCode]))
    const views: PayoutItemView[] = []
    for (const { serial, applicationId, settlementId, failCode, failReason, ...item } of items) {
      const { householdId = null, bankCard = '' } = byId.get(applicationId) ?? {}
      const { amountFen, state, bankSerial, paidOn, returnedOn } = item
      const came = state === 'failed' || state === 'returned'
      // What is owed no more was merged into the next season (BZ4); what was asked for again is on its way again.
      const owed = came && ((await read.settlements.byId(settlementId))?.payableFen ?? 0) > 0
      views.push({
        ...{ serial, kind: 'settlement', householdId, userCode: codes.get(householdId ?? '') ?? null },
        ...{ applicationId, refundNo: null },
        ...{ bankCard: maskCard(bankCard), amountFen, state, bankSerial, reason: failReason ?? failCode },
        ...{ paidOn, returnedOn, open: owed && !refundedAgain.has(settlementId) },
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
    async waitingPayouts(company: string, season: string): Promise<WaitingPayoutsAnswer | Refusal<'not-found'>> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      const applications = await refundRows(await read.refundApplications.waiting(company, season, MAX_IN_BATCH))
      const cards = await read.refundCards.waiting(company, MAX_IN_BATCH)
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
    async payout(clerk: Pick<Clerk, 'company'>, id: string): Promise<PayoutBatchAnswer | Refusal<'not-found'>> {
      const batch = visibleTo(clerk, await read.payouts.batchById(id))
      if (isRefusal(batch)) return batch
      const [items, cards] = [await read.payouts.itemsOf(id), await read.refundCards.ofBatch(id)]
      const views = [...(await ofApplications(items)), ...(await ofCards(cards))]
      return { batch: await shown(batch, items, cards), items: views }
    },
  }
}
