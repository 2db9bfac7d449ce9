import type { RelationQuery } from './relation'

const posted = (event: string) =>
  `(SELECT evidence_id, SUM(amount_fen) AS amount FROM transfers WHERE event = '${event}' AND evidence_kind = 'refund' GROUP BY evidence_id)`

/** Refunds that do not go back the way they came, against the ledger and against what replaces what. */
export const refundCardRelations: readonly RelationQuery[] = [
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
