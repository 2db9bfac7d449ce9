import type { SuspenseAnswer, SuspenseRow } from '../../../contract/consoleBooks'
import { sumFen } from '../../../contract/money'
import { SUSPENSE_REASONS } from '../../domain/payment/suspense'
import type { Database } from '../ports'
import { paymentView } from './views'

/** Money in suspense that waits for a person, oldest first, with the payment that it is, and a proposal that waits. */
export function createShowSuspense({ database }: { database: Database }) {
  const { read } = database
  return async function showSuspense(company: string): Promise<SuspenseAnswer> {
    const rows: SuspenseRow[] = []
    for (const item of await read.suspense.open(company)) {
      const payment = await read.payments.byId(item.paymentId)
      if (!payment) throw new Error(`no payment ${item.paymentId} behind suspense item ${item.id}`)
      const household = payment.householdId === null ? undefined : await read.households.byId(payment.householdId)
      const { id, reason, amountFen, owner, openedAt } = item
      rows.push({
        id,
        company,
        reason,
        reasonName: SUSPENSE_REASONS[reason],
        amountFen,
        owner,
        openedAt,
        payment: paymentView(payment),
        household: household ? { id: household.id, userCode: household.userCode } : null,
        approvalId: (await read.approvals.openOn(company, 'suspense-exit', id))?.id ?? null,
      })
    }
    return { rows, totalFen: sumFen(rows.map(({ amountFen }) => amountFen)) }
  }
}
