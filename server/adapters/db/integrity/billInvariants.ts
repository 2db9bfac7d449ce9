import { credited, type InvariantQuery, moved } from './invariant'

/** What the ledger says of each household's season. */
const LEDGER = `(SELECT household_id, season, ${moved('receivable', 'deferred-income')} + ${moved('receivable', 'meter-test-income')} AS billed,
    ${moved('deferred-income', 'receivable')} AS reversed, -(${credited('receivable')}) AS owed, ${credited('late-fee-income')} AS late_fee
  FROM transfers WHERE season IS NOT NULL GROUP BY household_id, season)`

/** What the bills of each household's season say: there may be one of each kind. */
const BILLED = `(SELECT household_id, season, MIN(id) AS id, SUM(billed_fen) AS billed, SUM(reversed_fen) AS reversed,
    SUM(billed_fen - reversed_fen - applied_fen) AS owed, SUM(late_fee_paid_fen) AS late_fee
  FROM bills GROUP BY household_id, season)`

const ofLedger = (name: string, holds: string, column: string): InvariantQuery => ({
  name,
  holds,
  table: 'bills',
  broken: `SELECT b.id AS id, COALESCE(l.${column}, 0) AS expected, b.${column} AS found
    FROM ${BILLED} b LEFT JOIN ${LEDGER} l ON l.household_id = b.household_id AND l.season = b.season
    WHERE COALESCE(l.${column}, 0) <> b.${column}`,
})

/** Bills, what was applied to them, and the ledger say the same. */
export const billInvariants: readonly InvariantQuery[] = [
  {
    name: 'bill-bounds',
    holds: 'a bill has had applied to it no less than nothing and no more than it charges',
    table: 'bills',
    broken: `SELECT id, CONCAT('applied between 0 and ', billed_fen - reversed_fen) AS expected, applied_fen AS found FROM bills
      WHERE applied_fen < 0 OR applied_fen > billed_fen - reversed_fen OR reversed_fen < 0 OR late_fee_paid_fen < 0`,
  },
  ofLedger('bill-billed', 'what a season’s bills billed is in the ledger', 'billed'),
  ofLedger('bill-reversed', 'what a season’s bills took back is in the ledger', 'reversed'),
  ofLedger(
    'bill-balance',
    'the balance of a season’s bills, billed − reversed − applied, is what the ledger holds receivable',
    'owed',
  ),
  ofLedger('late-fee', 'the late fee paid on a season’s bills is the ledger’s late-fee income', 'late_fee'),
  {
    name: 'no-debt-without-bill',
    holds: 'nobody owes, or paid a late fee, for a season without a bill',
    table: 'transfers',
    broken: `SELECT t.id AS id, CONCAT('a bill of ', t.season) AS expected, 'none' AS found FROM transfers t
      WHERE ('receivable' IN (t.debit_account, t.credit_account) OR 'late-fee-income' IN (t.debit_account, t.credit_account))
        AND NOT EXISTS (SELECT 1 FROM bills b WHERE b.household_id = t.household_id AND b.season = t.season)`,
  },
  {
    name: 'bill-applied',
    holds: 'what is applied to a bill is the sum of its applications',
    table: 'bills',
    broken: `SELECT b.id AS id, COALESCE(a.principal, 0) AS expected, b.applied_fen AS found
      FROM bills b LEFT JOIN (SELECT bill_id, SUM(principal_fen) AS principal, SUM(late_fee_fen) AS late_fee FROM bill_applications GROUP BY bill_id) a ON a.bill_id = b.id
      WHERE COALESCE(a.principal, 0) <> b.applied_fen OR COALESCE(a.late_fee, 0) <> b.late_fee_paid_fen`,
  },
  {
    name: 'applied-once',
    holds: 'one payment is applied to one bill once',
    table: 'bill_applications',
    broken: `SELECT MAX(id) AS id, 1 AS expected, COUNT(*) AS found FROM bill_applications
      WHERE of_payment = payment_id GROUP BY bill_id, payment_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'application-of-something',
    holds: 'what is applied comes from a payment or a credit, and what is taken back was applied before',
    table: 'bill_applications',
    broken: `SELECT a.id AS id, 'a payment or credit, taken back no further than applied' AS expected, a.payment_id AS found
      FROM bill_applications a WHERE NOT EXISTS (SELECT 1 FROM bills b WHERE b.id = a.bill_id AND b.company = a.company)
        OR (a.of_payment = a.payment_id AND (a.principal_fen < 0 OR a.late_fee_fen < 0
          OR (NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = a.payment_id) AND NOT EXISTS (SELECT 1 FROM credit_uses c WHERE c.id = a.payment_id)
            AND NOT EXISTS (SELECT 1 FROM payment_claims m WHERE m.id = a.payment_id AND m.status = 'granted'))))
        OR (a.of_payment <> a.payment_id AND (a.principal_fen > 0 OR a.late_fee_fen > 0
          OR NOT EXISTS (SELECT 1 FROM bill_applications o WHERE o.bill_id = a.bill_id AND o.payment_id = a.of_payment)))`,
  },
  {
    name: 'bill-of-household',
    holds: 'a bill is of its household’s company',
    table: 'bills',
    broken: `SELECT b.id AS id, COALESCE(h.company, 'a household') AS expected, b.company AS found
      FROM bills b LEFT JOIN households h ON h.id = b.household_id WHERE h.id IS NULL OR h.company <> b.company`,
  },
  {
    name: 'household-credit',
    holds: 'the credit on a household is what the ledger holds for it',
    table: 'households',
    broken: `SELECT h.id AS id, COALESCE(l.credit, 0) AS expected, h.credit_fen AS found FROM households h
      LEFT JOIN (SELECT household_id, ${credited('household-credit')} AS credit FROM transfers GROUP BY household_id) l ON l.household_id = h.id
      WHERE COALESCE(l.credit, 0) <> h.credit_fen OR h.credit_fen < 0`,
  },
]

/** Settlements, payouts and the ledger say the same. */
export const settlementInvariants: readonly InvariantQuery[] = [
  {
    name: 'settlement-payable',
    holds: 'what is owed to a household out of its settlement is what the ledger holds for it',
    table: 'settlements',
    broken: `SELECT s.id AS id, COALESCE(l.balance, 0) AS expected, s.payable_fen AS found FROM settlements s
      LEFT JOIN (SELECT household_id, season, ${credited('settlement-payable')} AS balance FROM transfers GROUP BY household_id, season) l
        ON l.household_id = s.household_id AND l.season = s.season
      WHERE COALESCE(l.balance, 0) <> s.payable_fen OR s.payable_fen < 0`,
  },
  {
    name: 'settlement-of-household',
    holds: 'nobody is owed anything out of a settlement that was not made public',
    table: 'transfers',
    broken: `SELECT t.id AS id, 'a published settlement' AS expected, 'none' AS found FROM transfers t
      WHERE 'settlement-payable' IN (t.debit_account, t.credit_account) AND NOT EXISTS (SELECT 1 FROM settlements s
        WHERE s.household_id = t.household_id AND s.season = t.season AND s.company = t.company AND s.status = 'published')`,
  },
  {
    name: 'payout-posted',
    holds: 'a payout is in the ledger once if the bank has paid it, and back again if it was returned',
    table: 'payout_items',
    broken: `SELECT p.id AS id, CASE p.state WHEN 'paid' THEN p.amount_fen ELSE 0 END AS expected, COALESCE(l.paid, 0) AS found
      FROM payout_items p LEFT JOIN (SELECT evidence_id, SUM(CASE WHEN credit_account = 'bank' THEN amount_fen ELSE 0 - amount_fen END) AS paid
        FROM transfers WHERE evidence_kind = 'payout' GROUP BY evidence_id) l ON l.evidence_id = p.id
      WHERE COALESCE(l.paid, 0) <> CASE p.state WHEN 'paid' THEN p.amount_fen ELSE 0 END`,
  },
  {
    name: 'payout-batch',
    holds: 'a batch pays the sum of what is in it',
    table: 'payout_batches',
    broken: `SELECT b.id AS id, CONCAT(COALESCE(i.number, 0), ' of ', COALESCE(i.amount, 0)) AS expected, CONCAT(b.count, ' of ', b.total_fen) AS found
      FROM payout_batches b LEFT JOIN (SELECT batch_id, COUNT(*) AS number, SUM(amount_fen) AS amount
        FROM (SELECT batch_id, amount_fen FROM payout_items UNION ALL SELECT batch_id, amount_fen FROM refund_cards WHERE batch_id IS NOT NULL) paid
        GROUP BY batch_id) i ON i.batch_id = b.id
      WHERE COALESCE(i.number, 0) <> b.count OR COALESCE(i.amount, 0) <> b.total_fen`,
  },
]

const posted = (name: string, holds: string, table: string, event: string, kind: string): InvariantQuery => ({
  name,
  holds,
  table,
  broken: `SELECT e.id AS id, e.amount_fen AS expected, COALESCE(l.amount, 0) AS found
    FROM ${table} e LEFT JOIN (SELECT evidence_id, household_id, SUM(amount_fen) AS amount FROM transfers
      WHERE event = '${event}' AND evidence_kind = '${kind}' GROUP BY evidence_id, household_id) l
      ON l.evidence_id = e.id AND l.household_id = e.household_id
    WHERE COALESCE(l.amount, 0) <> e.amount_fen`,
})

/** Subsidies of gas-heated homes and the ledger say the same (BJ8). */
export const gasInvariants: readonly InvariantQuery[] = [
  posted(
    'gas-subsidy-posted',
    'a granted gas subsidy is on its household’s account in full, once',
    'gas_subsidies',
    'gas-subsidy-granted',
    'gas-subsidy',
  ),
  posted(
    'gas-collection-posted',
    'a gas subsidy that was collected has left its household’s account in full, once',
    'gas_collections',
    'gas-subsidy-collected',
    'gas-payout',
  ),
  {
    name: 'gas-subsidy-of-reports',
    holds: 'a gas subsidy is of an accepted report, and no more of it was collected than was granted',
    table: 'gas_subsidies',
    broken: `SELECT s.id AS id, CONCAT('an accepted report, at most ', s.amount_fen) AS expected, CONCAT(COALESCE(a.status, 'none'), ', ', COALESCE(c.amount_fen, 0)) AS found
      FROM gas_subsidies s LEFT JOIN applications a ON a.id = s.application_id AND a.kind = 'gas-report' AND a.household_id = s.household_id
      LEFT JOIN gas_collections c ON c.subsidy_id = s.id
      WHERE a.id IS NULL OR a.status <> 'accepted' OR (c.id IS NOT NULL AND (c.amount_fen <> s.amount_fen OR c.household_id <> s.household_id))`,
  },
]

/** Of invoices called b: those that are being issued or stand, as `isInForce` says. */
const IN_FORCE = "b.kind = 'blue' AND b.state NOT IN ('failed', 'reversed')"

/** What of each payment is reserved for refunds that wait for their red letters. */
const WAITING = `(SELECT f.payment_id, SUM(f.amount_fen) AS waiting FROM invoices r JOIN refunds f ON f.refund_no = r.refund_no AND f.company = r.company
        WHERE r.kind = 'red' AND r.state <> 'issued' GROUP BY f.payment_id)`

/** Invoices against what was paid, given back, and taken back by red letters. */
export const invoiceInvariants: readonly InvariantQuery[] = [
  {
    name: 'invoiced-within-paid',
    holds:
      'what is invoiced of a payment, red letters taken off, is no more than was paid and has not gone back; a refund that waits for its red letter has not gone back',
    table: 'invoices',
    broken: `SELECT i.newest AS id, CONCAT('at most ', p.amount_fen - p.refunded_fen + COALESCE(w.waiting, 0)) AS expected, i.invoiced AS found
      FROM (SELECT e.payment_id, MAX(b.id) AS newest, SUM(e.amount_fen) AS invoiced FROM invoice_parts e JOIN invoices b ON b.id = e.invoice_id
        WHERE ${IN_FORCE} GROUP BY e.payment_id) i
      JOIN payments p ON p.id = i.payment_id
      LEFT JOIN ${WAITING} w ON w.payment_id = p.id
      WHERE i.invoiced > p.amount_fen - p.refunded_fen + COALESCE(w.waiting, 0)`,
  },
  {
    name: 'invoiced-within-season',
    holds:
      'what is invoiced of a household’s season is no more than was paid for it and has not gone back, refunds after the season included; one that waits for its red letter has not gone back',
    table: 'invoices',
    broken: `SELECT i.newest AS id, CONCAT('at most ', p.paid + CASE WHEN COALESCE(b.applied_fen, 0) > p.paid THEN b.applied_fen - p.paid ELSE 0 END - g.given + g.waiting + p.waiting) AS expected, i.invoiced AS found
      FROM (SELECT a.company, a.household_id, a.season, SUM(a.amount_fen) AS given,
          SUM(CASE WHEN r.application_id IS NULL THEN 0 ELSE a.amount_fen END) AS waiting FROM refund_applications a
        LEFT JOIN (SELECT DISTINCT refund_application_id AS application_id FROM invoices WHERE kind = 'red' AND state <> 'issued') r ON r.application_id = a.id
        WHERE a.status NOT IN ('refused', 'returned') GROUP BY a.company, a.household_id, a.season) g
      JOIN (SELECT o.company, o.household_id, o.season, SUM(p.amount_fen - p.refunded_fen) AS paid, SUM(COALESCE(w.waiting, 0)) AS waiting FROM orders o
        JOIN payments p ON p.order_no = o.order_no AND p.company = o.company AND p.outcome = 'applied'
        LEFT JOIN ${WAITING} w ON w.payment_id = p.id GROUP BY o.company, o.household_id, o.season) p
        ON p.company = g.company AND p.household_id = g.household_id AND p.season = g.season
      JOIN (SELECT b.company, b.household_id, o.season, MAX(b.id) AS newest, SUM(b.amount_fen) AS invoiced FROM invoices b
        JOIN orders o ON o.order_no = b.order_no AND o.company = b.company WHERE ${IN_FORCE} GROUP BY b.company, b.household_id, o.season) i
        ON i.company = g.company AND i.household_id = g.household_id AND i.season = g.season
      LEFT JOIN bills b ON b.household_id = g.household_id AND b.season = g.season AND b.kind = 'season'
      WHERE i.invoiced > p.paid + CASE WHEN COALESCE(b.applied_fen, 0) > p.paid THEN b.applied_fen - p.paid ELSE 0 END - g.given + g.waiting + p.waiting`,
  },
  {
    name: 'invoiced-of-payment',
    holds: 'what a payment keeps as invoiced is what the invoices in force say of it',
    table: 'payments',
    broken: `SELECT p.id AS id, COALESCE(i.invoiced, 0) AS expected, COALESCE(p.invoiced_fen, 0) AS found
      FROM payments p LEFT JOIN (SELECT e.payment_id, SUM(e.amount_fen) AS invoiced FROM invoice_parts e JOIN invoices b ON b.id = e.invoice_id
        WHERE ${IN_FORCE} GROUP BY e.payment_id) i ON i.payment_id = p.id
      WHERE (p.invoiced_fen IS NOT NULL OR i.payment_id IS NOT NULL) AND COALESCE(p.invoiced_fen, 0) <> COALESCE(i.invoiced, 0)`,
  },
  {
    name: 'invoice-parts',
    holds:
      'an invoice in force says of its payments what it says in all, each applied to an order of its resident and household',
    table: 'invoices',
    broken: `SELECT b.id AS id, b.amount_fen AS expected, COALESCE(e.amount, 0) AS found
      FROM invoices b LEFT JOIN (SELECT e.invoice_id, SUM(e.amount_fen) AS amount FROM invoice_parts e JOIN payments p ON p.id = e.payment_id AND p.outcome = 'applied'
          JOIN orders o ON o.order_no = e.order_no AND o.order_no = p.order_no AND o.company = e.company AND p.company = o.company
          JOIN invoices i ON i.id = e.invoice_id AND i.resident_id = o.resident_id AND i.household_id = o.household_id AND i.company = o.company
          WHERE e.amount_fen > 0 GROUP BY e.invoice_id) e ON e.invoice_id = b.id
      WHERE ${IN_FORCE} AND COALESCE(e.amount, 0) <> b.amount_fen`,
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
