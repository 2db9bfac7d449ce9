import { credited, moved, type RelationQuery } from './relation'

/** What the ledger says of each household's season. */
const LEDGER = `(SELECT household_id, season, ${moved('receivable', 'deferred-income')} + ${moved('receivable', 'meter-test-income')} AS billed,
    ${moved('deferred-income', 'receivable')} AS reversed, -(${credited('receivable')}) AS owed, ${credited('late-fee-income')} AS late_fee
  FROM transfers WHERE season IS NOT NULL GROUP BY household_id, season)`

/** What the bills of each household's season say: there may be one of each kind. */
const BILLED = `(SELECT household_id, season, MIN(id) AS id, SUM(billed_fen) AS billed, SUM(reversed_fen) AS reversed,
    SUM(billed_fen - reversed_fen - applied_fen) AS owed, SUM(late_fee_paid_fen) AS late_fee
  FROM bills GROUP BY household_id, season)`

const ofLedger = (name: string, holds: string, column: string): RelationQuery => ({
  name,
  holds,
  table: 'bills',
  broken: `SELECT b.id AS id, COALESCE(l.${column}, 0) AS expected, b.${column} AS found
    FROM ${BILLED} b LEFT JOIN ${LEDGER} l ON l.household_id = b.household_id AND l.season = b.season
    WHERE COALESCE(l.${column}, 0) <> b.${column}`,
})

/** Bills, what was applied to them, and the ledger say the same. */
export const billRelations: readonly RelationQuery[] = [
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
