import type { RefundCard, RefundCardStatus } from '../../domain/payment/refundCard'
import type { PayoutItem, ReturnedPayoutRow } from '../../domain/settlement/payout'
import type { Store } from '../ports'

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

async function payeesOf(store: Store, company: string, serials: readonly string[]): Promise<Map<string, Known>> {
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
  store: Store,
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
