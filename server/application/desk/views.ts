import type { HouseholdRow, PaymentView, TransferView } from '../../../contract/consoleBooks'
import { addressOf, type Household } from '../../domain/household/household'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import { accountName, LEDGER_EVENT_NAMES } from '../../domain/ledger/names'
import type { Transfer } from '../../domain/ledger/transfer'
import type { Payment } from '../../domain/payment/payment'
import type { SourceName } from '../../domain/payment/sourceName'

/** A household in a list of the finance desk: unmasked, staff work with it. */
export function householdRow(household: Household): HouseholdRow {
  const { id, company, userCode, owner, use, service } = household
  return { id, company, userCode, owner, address: addressOf(household), use, service }
}

/** A payment as the desk is shown it, in the words of contract/consoleBooks.ts; amounts in fen. */
export function paymentView(payment: Payment): PaymentView {
  const { id, source, transactionId, orderNo, amountFen, refundedFen, outcome, paidAt, paidOn } = payment
  return { id, source, transactionId, orderNo, amountFen, refundedFen, outcome, paidAt, paidOn }
}

/** A transfer with the names of its event and accounts; `chart` names the accounts, `sourceName` whose they are. */
export function transferView(chart: ChartOfAccounts, sourceName: SourceName) {
  return (transfer: Transfer): TransferView => {
    const { postingKey: _, sequence: __, digest: ___, ...shown } = transfer
    return {
      ...shown,
      eventName: LEDGER_EVENT_NAMES[transfer.event],
      debitName: accountName(chart, transfer.debitAccount, sourceName),
      creditName: accountName(chart, transfer.creditAccount, sourceName),
    }
  }
}
