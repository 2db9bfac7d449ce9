import type { RelationQuery } from './relation'

/** Invoices against what was paid, given back, and taken back by red letters. */
export const invoiceRelations: readonly RelationQuery[] = [
  {
    name: 'invoiced-within-paid',
    holds:
      'what is invoiced of an order, red letters taken off, is no more than was paid and has gone back; a refund that waits for its red letter has not gone back',
    table: 'invoices',
    broken: `SELECT i.order_no AS id, CONCAT('at most ', COALESCE(MAX(p.amount_fen - p.refunded_fen), 0) + i.waiting) AS expected, i.invoiced AS found
      FROM (SELECT i.company, i.order_no, SUM(CASE WHEN i.kind = 'blue' AND i.state <> 'failed' THEN i.amount_fen WHEN i.kind = 'red' AND i.state = 'issued' THEN i.amount_fen ELSE 0 END) AS invoiced,
          SUM(CASE WHEN i.kind = 'red' AND i.state <> 'issued' THEN COALESCE(r.amount_fen, 0) ELSE 0 END) AS waiting
        FROM invoices i LEFT JOIN refunds r ON r.refund_no = i.refund_no AND r.company = i.company GROUP BY i.company, i.order_no) i
      LEFT JOIN payments p ON p.order_no = i.order_no AND p.company = i.company AND p.outcome = 'applied'
      GROUP BY i.company, i.order_no, i.invoiced, i.waiting
      HAVING i.invoiced < 0 OR i.invoiced > COALESCE(MAX(p.amount_fen - p.refunded_fen), 0) + i.waiting`,
  },
  {
    name: 'invoice-of-order',
    holds: 'an invoice is of a paid order of its resident, a blue one of more than nothing and a red one of less',
    table: 'invoices',
    broken: `SELECT i.id AS id, 'a paid order of the same company and resident' AS expected, CONCAT(i.kind, ' of ', i.amount_fen, ', order ', COALESCE(o.status, 'unknown')) AS found
      FROM invoices i LEFT JOIN orders o ON o.order_no = i.order_no AND o.company = i.company AND o.resident_id = i.resident_id
      WHERE o.status IS NULL OR o.status <> 'paid' OR (i.kind = 'blue' AND i.amount_fen <= 0) OR (i.kind = 'red' AND i.amount_fen >= 0)`,
  },
  {
    name: 'red-letter',
    holds: 'a red invoice takes back all of one issued blue invoice of its order, and a reversed one was taken back',
    table: 'invoices',
    broken: `SELECT b.id AS id, 'reversed by one issued red invoice of the same amount' AS expected, CONCAT(b.state, ', red ', COALESCE(r.state, 'none'), ' of ', COALESCE(r.amount_fen, 0)) AS found
      FROM invoices b LEFT JOIN invoices r ON r.reverses = b.id AND r.kind = 'red'
      WHERE b.kind = 'blue' AND ((b.state = 'reversed') <> (COALESCE(r.state, 'none') = 'issued')
        OR (r.id IS NOT NULL AND (r.amount_fen + b.amount_fen <> 0 OR r.order_no <> b.order_no OR r.company <> b.company OR b.state NOT IN ('issued', 'reversed'))))
      UNION ALL SELECT r.id AS id, 'a blue invoice, and a refund that is there' AS expected, CONCAT(COALESCE(r.reverses, 'none'), ', ', COALESCE(r.refund_no, 'none')) AS found
      FROM invoices r WHERE r.kind = 'red' AND (NOT EXISTS (SELECT 1 FROM invoices b WHERE b.id = r.reverses AND b.kind = 'blue')
        OR (r.refund_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refunds f WHERE f.refund_no = r.refund_no AND f.company = r.company))
        OR (r.refund_application_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refund_applications a WHERE a.id = r.refund_application_id AND a.company = r.company AND a.household_id = r.household_id)))`,
  },
  {
    name: 'red-letter-before-payout',
    holds: 'no refund after a season is in a payout batch before the red letters that it waits for are issued',
    table: 'refund_applications',
    broken: `SELECT a.id AS id, 'waiting for its red letter' AS expected, a.status AS found
      FROM invoices i JOIN refund_applications a ON a.id = i.refund_application_id
      WHERE i.kind = 'red' AND i.state <> 'issued' AND a.status IN ('in-batch', 'paid', 'returned')`,
  },
  {
    name: 'red-letter-first',
    holds: 'no refund moves before the red letter that it waits for is issued',
    table: 'refunds',
    broken: `SELECT r.refund_no AS id, 'waiting for its red letter' AS expected, CONCAT(r.status, CASE WHEN r.called_at IS NULL THEN '' ELSE ', its channel was called' END) AS found
      FROM invoices i JOIN refunds r ON r.refund_no = i.refund_no
      WHERE i.kind = 'red' AND i.state <> 'issued' AND (r.status <> 'requested' OR r.called_at IS NOT NULL OR r.accepted_on IS NOT NULL
        OR EXISTS (SELECT 1 FROM transfers t WHERE t.evidence_kind = 'refund' AND t.evidence_id = r.refund_no AND t.event IN ('refund-paid', 'refund-kept-as-credit')))`,
  },
  {
    name: 'invoice-number',
    holds: 'an issued invoice has its number and its file',
    table: 'invoices',
    broken: `SELECT id, 'a number and a file' AS expected, CONCAT(COALESCE(number, 'no number'), ', ', COALESCE(file_name, 'no file')) AS found
      FROM invoices WHERE state IN ('issued', 'reversed') AND (number IS NULL OR file_name IS NULL)`,
  },
]
