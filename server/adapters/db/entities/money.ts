import type { ChainHead } from '../../../domain/audit/chain'
import type { LedgerLink } from '../../../domain/ledger/link'
import type { Transfer } from '../../../domain/ledger/transfer'
import type { Order } from '../../../domain/payment/order'
import type { Payment, PaymentClaim, SuspenseItem } from '../../../domain/payment/payment'
import { amount, count, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableShape } from './table'

export const orders: TableShape<Order> = {
  name: 'orders',
  columns: {
    orderNo: key(word(20)),
    company: word(32),
    channel: word(10),
    residentId: word(26),
    householdId: word(26),
    season: word(9),
    kind: word(10),
    amountFen: amount,
    status: word(10),
    description: text,
    prepayId: nullable(word(64)),
    transactionId: nullable(word(64)),
    paidAt: nullable(moment),
    clientOutcome: nullable(word(10)),
    createdAt: moment,
    expiresAt: moment,
  },
  indices: [
    ['residentId', 'createdAt'],
    ['householdId', 'status'],
    ['company', 'channel', 'createdAt'],
  ],
}

export const payments: TableShape<Payment> = {
  name: 'payments',
  columns: {
    id: key(word(26)),
    company: word(32),
    source: word(32),
    transactionId: word(64),
    orderNo: nullable(word(64)),
    householdId: nullable(word(26)),
    amountFen: amount,
    paidAt: moment,
    paidOn: word(10),
    outcome: word(10),
    refundedFen: amount,
    refundParts: count,
    recordedAt: moment,
    correctedFen: nullable(amount),
    filedOn: nullable(word(10)),
    payerCode: nullable(word(32)),
    movedTo: nullable(word(26)),
    invoicedFen: nullable(amount),
  },
  uniques: [['company', 'source', 'transactionId']],
  indices: [
    ['orderNo'],
    ['householdId'],
    ['company', 'source', 'paidOn'],
    ['company', 'transactionId'],
    ['company', 'amountFen'],
  ],
}

export const suspenseItems: TableShape<SuspenseItem> = {
  name: 'suspense_items',
  columns: {
    id: key(word(26)),
    company: word(32),
    paymentId: word(26),
    reason: word(32),
    amountFen: amount,
    owner: word(64),
    status: word(10),
    exit: nullable(word(32)),
    openedAt: moment,
    resolvedAt: nullable(moment),
  },
  uniques: [['paymentId']],
  indices: [['company', 'status']],
}

/** Residents who paid for the wrong household; one claim on an order. */
export const paymentClaims: TableShape<PaymentClaim> = {
  name: 'payment_claims',
  columns: {
    id: key(word(26)),
    company: word(32),
    orderNo: word(20),
    paymentId: word(26),
    residentId: word(26),
    fromHouseholdId: word(26),
    toHouseholdId: word(26),
    reason: sealed,
    status: word(10),
    askedAt: moment,
    decidedBy: nullable(word(64)),
    decidedAt: nullable(moment),
    answer: nullable(sealed),
  },
  uniques: [['orderNo']],
  indices: [['residentId'], ['company', 'status']],
}

/** The ledger. Where the engine has triggers, the database itself refuses to change or delete a row. */
export const transfers: TableShape<Transfer> = {
  name: 'transfers',
  columns: {
    id: key(word(26)),
    company: word(32),
    postingKey: word(100),
    sequence: count,
    event: word(32),
    debitAccount: word(64),
    creditAccount: word(64),
    amountFen: amount,
    effectiveOn: word(10),
    recordedAt: moment,
    householdId: nullable(word(26)),
    season: nullable(word(9)),
    evidenceKind: word(12),
    evidenceId: word(64),
    digest: word(64),
  },
  uniques: [['postingKey', 'sequence']],
  // The second holds all that sums over days need, so that a year's report reads no row of the table itself.
  indices: [
    ['householdId'],
    ['company', 'recordedAt'],
    ['company', 'effectiveOn', 'event', 'debitAccount', 'creditAccount', 'amountFen', 'householdId', 'season'],
  ],
}

/** A transfer that is not linked yet: written with it, taken away with its link. */
export interface WaitingTransfer {
  transferId: string
  company: string
}

/** The head of a company's chain, with how often somebody took it. */
export interface LedgerHead extends ChainHead {
  touched: number
}

/** Transfers that are posted and not linked yet: as good as empty. */
export const transfersToLink: TableShape<WaitingTransfer> = {
  name: 'transfers_to_link',
  columns: { transferId: key(word(26)), company: word(32) },
  indices: [['company', 'transferId']],
}

/** The ledger's rows, chained by hashes; the database refuses to change or delete one. */
export const ledgerLinks: TableShape<LedgerLink> = {
  name: 'ledger_links',
  columns: { transferId: key(word(26)), company: word(32), sequence: count, hash: word(64) },
  uniques: [['company', 'sequence']],
}

/** Where each company's chain of transfers ends: the one row that everybody who links has to change (M2). */
export const ledgerHeads: TableShape<LedgerHead> = {
  name: 'ledger_heads',
  columns: { company: key(word(32)), last: count, hash: word(64), touched: count },
}
