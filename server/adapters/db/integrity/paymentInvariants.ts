import { type EntityManager, In } from 'typeorm'
import type { Invariant } from '../../../application/ports/ledger'
import type { InboxEntry } from '../../../application/ports/work'
import * as tables from '../entities'
import { repositoryOf } from '../rows'
import { credited, type InvariantQuery, inOrder } from './invariant'

/** What went out by a channel for each refund: as it was booked, and as two people have corrected it to the channel's word. */
const PAID_OUT = `(SELECT refund_no, SUM(fen) AS amount FROM (
    SELECT evidence_id AS refund_no, amount_fen AS fen FROM transfers WHERE event = 'refund-paid'
    UNION ALL SELECT s.refund_no, CASE WHEN t.credit_account LIKE 'clearing:%' THEN t.amount_fen ELSE 0 - t.amount_fen END
      FROM transfers t JOIN resolutions s ON s.id = t.evidence_id
      WHERE t.event = 'refund-corrected' AND t.evidence_kind = 'difference' AND (t.credit_account LIKE 'clearing:%' OR t.debit_account LIKE 'clearing:%')) parts
  GROUP BY refund_no)`

/** Payments, orders, suspense and refunds against the ledger and one another. */
export const paymentInvariants: readonly InvariantQuery[] = [
  {
    name: 'payment-posted',
    holds: 'every payment is in the ledger in full, on its source’s clearing account, once',
    table: 'payments',
    broken: `SELECT p.id AS id, p.amount_fen AS expected, COALESCE(l.amount, 0) AS found FROM payments p
      LEFT JOIN (SELECT evidence_id, debit_account, SUM(amount_fen) AS amount FROM transfers
        WHERE evidence_kind = 'payment' AND event IN ('payment-applied', 'payment-suspended') GROUP BY evidence_id, debit_account) l
        ON l.evidence_id = p.id AND l.debit_account = CONCAT('clearing:', p.source)
      WHERE COALESCE(l.amount, 0) <> p.amount_fen`,
  },
  {
    name: 'payment-outcome',
    holds: 'a payment that was applied is posted as applied, one in suspense as suspended',
    table: 'transfers',
    broken: `SELECT t.id AS id, CASE p.outcome WHEN 'applied' THEN 'payment-applied' ELSE 'payment-suspended' END AS expected, t.event AS found
      FROM transfers t JOIN payments p ON p.id = t.evidence_id
      WHERE t.evidence_kind = 'payment' AND ((p.outcome = 'applied' AND t.event = 'payment-suspended') OR (p.outcome = 'suspense' AND t.event = 'payment-applied'))`,
  },
  {
    name: 'clearing-from-payments',
    holds: 'a clearing account has taken in what the payments of its source brought',
    table: 'transfers',
    broken: `SELECT l.debit_account AS id, l.company AS id2, COALESCE(p.amount, 0) AS expected, l.amount AS found
      FROM (SELECT company, debit_account, SUM(amount_fen) AS amount FROM transfers
        WHERE event IN ('payment-applied', 'payment-suspended') GROUP BY company, debit_account) l
      LEFT JOIN (SELECT company, CONCAT('clearing:', source) AS account, SUM(amount_fen) AS amount FROM payments GROUP BY company, source) p
        ON p.company = l.company AND p.account = l.debit_account
      WHERE l.amount <> COALESCE(p.amount, 0)`,
  },
  {
    name: 'applied-in-full',
    holds: 'what a payment paid on bills is what the ledger says it paid',
    table: 'payments',
    broken: `SELECT p.id AS id, COALESCE(l.amount, 0) AS expected, COALESCE(a.amount, 0) AS found FROM payments p
      LEFT JOIN (SELECT evidence_id, SUM(amount_fen) AS amount FROM transfers
        WHERE evidence_kind = 'payment' AND credit_account IN ('receivable', 'late-fee-income') GROUP BY evidence_id) l ON l.evidence_id = p.id
      LEFT JOIN (SELECT payment_id, SUM(principal_fen + late_fee_fen) AS amount FROM bill_applications WHERE of_payment = payment_id GROUP BY payment_id) a
        ON a.payment_id = p.id
      WHERE COALESCE(l.amount, 0) <> COALESCE(a.amount, 0)`,
  },
  {
    name: 'paid-order',
    holds: 'a paid order has exactly one applied payment, of the amount that was ordered',
    table: 'orders',
    broken: `SELECT o.order_no AS id, CONCAT('one payment of ', o.amount_fen) AS expected, CONCAT(COALESCE(p.number, 0), ' of ', COALESCE(p.amount, 0)) AS found
      FROM orders o LEFT JOIN (SELECT company, order_no, COUNT(*) AS number, SUM(amount_fen) AS amount FROM payments WHERE outcome = 'applied' GROUP BY company, order_no) p
        ON p.order_no = o.order_no AND p.company = o.company
      WHERE o.status = 'paid' AND (COALESCE(p.number, 0) <> 1 OR p.amount <> o.amount_fen)`,
  },
  {
    name: 'payment-of-order',
    holds: 'a payment that was applied to an order of ours has it paid, by the same company, household and channel',
    table: 'payments',
    broken: `SELECT p.id AS id, 'a paid order of the same company, household and channel' AS expected, CONCAT(o.order_no, ' ', o.status) AS found
      FROM payments p JOIN orders o ON o.order_no = p.order_no
      WHERE p.outcome = 'applied' AND (o.status <> 'paid' OR o.company <> p.company OR o.household_id <> p.household_id OR o.channel <> p.source OR COALESCE(o.transaction_id, '') <> p.transaction_id)`,
  },
  {
    name: 'suspense-item',
    holds: 'every payment in suspense has its work item, of its amount',
    table: 'payments',
    broken: `SELECT p.id AS id, CONCAT('a work item of ', p.amount_fen) AS expected, COALESCE(s.amount_fen, 0) AS found
      FROM payments p LEFT JOIN suspense_items s ON s.payment_id = p.id
      WHERE p.outcome = 'suspense' AND (s.id IS NULL OR s.amount_fen <> p.amount_fen OR s.company <> p.company)`,
  },
  {
    name: 'suspense-balance',
    holds: 'the suspense account holds the sum of the open work items',
    table: 'suspense_items',
    broken: `SELECT c.company AS id, COALESCE(l.balance, 0) AS expected, COALESCE(s.amount, 0) AS found
      FROM (SELECT company FROM transfers UNION SELECT company FROM suspense_items) c
      LEFT JOIN (SELECT company, ${credited('suspense')} AS balance FROM transfers GROUP BY company) l ON l.company = c.company
      LEFT JOIN (SELECT company, SUM(amount_fen) AS amount FROM suspense_items WHERE status = 'open' GROUP BY company) s ON s.company = c.company
      WHERE COALESCE(l.balance, 0) <> COALESCE(s.amount, 0)`,
  },
  {
    name: 'refunded-within-paid',
    holds:
      'no payment is given back beyond what was paid, and what is marked as given back is its refunds, moves to another household and corrections',
    table: 'payments',
    broken: `SELECT p.id AS id, CONCAT(COALESCE(r.amount, 0) + COALESCE(m.moved, 0) * p.amount_fen + COALESCE(c.amount, 0), ', at most ', p.amount_fen) AS expected, p.refunded_fen AS found
      FROM payments p LEFT JOIN (SELECT payment_id, SUM(amount_fen) AS amount FROM refunds WHERE replaces IS NULL GROUP BY payment_id) r ON r.payment_id = p.id
      LEFT JOIN (SELECT payment_id, COUNT(*) AS moved FROM payment_claims WHERE status = 'granted' GROUP BY payment_id) m ON m.payment_id = p.id
      LEFT JOIN (SELECT payment_id, SUM(taken_back_fen) AS amount FROM resolutions GROUP BY payment_id) c ON c.payment_id = p.id
      WHERE p.refunded_fen < 0 OR p.refunded_fen > p.amount_fen OR p.refunded_fen <> COALESCE(r.amount, 0) + COALESCE(m.moved, 0) * p.amount_fen + COALESCE(c.amount, 0)`,
  },
  {
    name: 'refund-paid',
    holds: 'a refund is paid out in the ledger if, and only if, it went back by its channel',
    table: 'refunds',
    broken: `SELECT r.refund_no AS id, CASE WHEN r.status = 'succeeded' AND r.route IN ('original', 'payer-card') THEN r.amount_fen ELSE 0 END AS expected, COALESCE(l.amount, 0) AS found
      FROM refunds r LEFT JOIN ${PAID_OUT} l ON l.refund_no = r.refund_no
      WHERE COALESCE(l.amount, 0) <> CASE WHEN r.status = 'succeeded' AND r.route IN ('original', 'payer-card') THEN r.amount_fen ELSE 0 END`,
  },
  {
    name: 'refunds-payable',
    holds:
      'what is owed to payers is the sum of the refunds on their way and of those that failed and wait for a decision',
    table: 'refunds',
    broken: `SELECT c.company AS id, COALESCE(l.balance, 0) AS expected, COALESCE(r.amount, 0) AS found
      FROM (SELECT company FROM transfers UNION SELECT company FROM refunds) c
      LEFT JOIN (SELECT company, ${credited('refunds-payable')} AS balance FROM transfers GROUP BY company) l ON l.company = c.company
      LEFT JOIN (SELECT company, SUM(amount_fen) AS amount FROM refunds WHERE status = 'requested' OR (status = 'failed' AND attended_at IS NULL) GROUP BY company) r
        ON r.company = c.company
      WHERE COALESCE(l.balance, 0) <> COALESCE(r.amount, 0)`,
  },
]

const posted = (event: string) =>
  `(SELECT evidence_id, SUM(amount_fen) AS amount FROM transfers WHERE event = '${event}' AND evidence_kind = 'refund' GROUP BY evidence_id)`

/** Refunds that do not go back the way they came, against the ledger and against what replaces what. */
export const refundCardInvariants: readonly InvariantQuery[] = [
  {
    name: 'refund-paid-to-card',
    holds: 'a refund to a card is in the ledger once if the bank has paid it, and back again if it was returned',
    table: 'refund_cards',
    broken: `SELECT c.refund_no AS id,
        CONCAT(CASE WHEN c.paid_by = 'payout' AND c.status IN ('paid', 'returned') THEN c.amount_fen ELSE 0 END, ' paid, ',
          CASE WHEN c.paid_by = 'payout' AND c.status = 'returned' THEN c.amount_fen ELSE 0 END, ' returned') AS expected,
        CONCAT(COALESCE(p.amount, 0), ' paid, ', COALESCE(b.amount, 0), ' returned') AS found
      FROM refund_cards c LEFT JOIN ${posted('refund-paid-to-card')} p ON p.evidence_id = c.refund_no
      LEFT JOIN ${posted('refund-returned-from-card')} b ON b.evidence_id = c.refund_no
      WHERE COALESCE(p.amount, 0) <> CASE WHEN c.paid_by = 'payout' AND c.status IN ('paid', 'returned') THEN c.amount_fen ELSE 0 END
        OR COALESCE(b.amount, 0) <> CASE WHEN c.paid_by = 'payout' AND c.status = 'returned' THEN c.amount_fen ELSE 0 END`,
  },
  {
    name: 'refund-to-own-account',
    holds: 'a refund is in the ledger as given to our own account if, and only if, its channel gave it there',
    table: 'refunds',
    broken: `SELECT r.refund_no AS id, CASE WHEN r.route = 'own-account' AND r.succeeded_at IS NOT NULL THEN r.amount_fen ELSE 0 END AS expected, COALESCE(l.amount, 0) AS found
      FROM refunds r LEFT JOIN ${posted('refund-to-own-account')} l ON l.evidence_id = r.refund_no
      WHERE COALESCE(l.amount, 0) <> CASE WHEN r.route = 'own-account' AND r.succeeded_at IS NOT NULL THEN r.amount_fen ELSE 0 END`,
  },
  {
    name: 'refund-card',
    holds:
      'a refund goes to a card if, and only if, its route says so, and the card is of its amount and stands as it does',
    table: 'refunds',
    broken: `SELECT r.refund_no AS id, CONCAT(r.route, ' ', r.amount_fen, ' ', r.status) AS expected, CONCAT(COALESCE(c.status, 'no card'), ' ', COALESCE(c.amount_fen, 0)) AS found
      FROM refunds r LEFT JOIN refund_cards c ON c.refund_no = r.refund_no AND c.company = r.company
      WHERE (r.route IN ('bank-card', 'payer-card') AND (c.refund_no IS NULL OR c.amount_fen <> r.amount_fen
          OR (r.status = 'succeeded' AND c.status <> 'paid') OR (r.status = 'requested' AND c.status NOT IN ('held', 'waiting', 'in-batch'))
          OR (r.status = 'failed' AND c.status NOT IN ('failed', 'returned'))))
        OR (r.route NOT IN ('bank-card', 'payer-card') AND c.refund_no IS NOT NULL AND c.status <> 'stopped')`,
  },
  {
    name: 'refund-replaced-once',
    holds: 'a refund that failed is made good by one other at most',
    table: 'refunds',
    broken: `SELECT r.replaces AS id, '1' AS expected, COUNT(*) AS found FROM refunds r WHERE r.replaces IS NOT NULL GROUP BY r.replaces HAVING COUNT(*) > 1`,
  },
]

const AT_ONCE = 500

type Told = Pick<InboxEntry, 'id' | 'company' | 'channel'> & { transactionId: string }

/** Every payment that a channel told us of, and that was processed, is booked (M1, M7). */
export function notificationBooked(manager: EntityManager): Invariant {
  async function firstUnbooked(told: readonly Told[]): Promise<Told | undefined> {
    const booked = await repositoryOf(manager, tables.payments).find({
      select: { company: true, source: true, transactionId: true },
      where: { transactionId: In(told.map(({ transactionId }) => transactionId)) },
    })
    const keys = new Set(booked.map(({ company, source, transactionId }) => `${company} ${source} ${transactionId}`))
    return told.find(({ company, channel, transactionId }) => !keys.has(`${company} ${channel} ${transactionId}`))
  }

  return {
    name: 'notification-booked',
    holds: 'every payment that a channel told us of is booked',
    async firstBroken() {
      let told: Told[] = []
      let unbooked: Told | undefined
      const entries = inOrder(manager, tables.inbox, ['id'], {
        select: ['id', 'company', 'channel', 'event'],
        where: 'r.processedAt IS NOT NULL',
      })
      for await (const { id, company, channel, event } of entries) {
        if (event.what.kind !== 'payment') continue
        told.push({ id, company, channel, transactionId: event.what.payment.transactionId })
        if (told.length < AT_ONCE) continue
        unbooked = await firstUnbooked(told)
        if (unbooked) break
        told = []
      }
      unbooked ??= told.length > 0 ? await firstUnbooked(told) : undefined
      if (!unbooked) return undefined
      const { id, channel, transactionId } = unbooked
      return { table: 'inbox', id, expected: `payment ${channel} ${transactionId}`, found: 'none' }
    },
  }
}
