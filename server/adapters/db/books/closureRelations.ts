import type { RelationQuery } from './relation'

/** Each side of every transfer, as control totals count them. */
const SIDES = `(SELECT company, effective_on, debit_account AS account, amount_fen AS debit, 0 AS credit FROM transfers
  UNION ALL SELECT company, effective_on, credit_account, 0, amount_fen FROM transfers)`

/** Closed days hold what they held when they were closed, and differences end as their resolutions say. */
export const closureRelations: readonly RelationQuery[] = [
  {
    name: 'closure-totals',
    holds: 'a closed day holds as many transfers, of as much money, as when it was closed',
    table: 'closures',
    broken: `SELECT c.id AS id, CONCAT(c.transfers, ' of ', c.amount_fen) AS expected, CONCAT(COUNT(t.id), ' of ', COALESCE(SUM(t.amount_fen), 0)) AS found
      FROM closures c LEFT JOIN transfers t ON t.company = c.company AND t.effective_on BETWEEN c.since AND c.date
      GROUP BY c.id, c.transfers, c.amount_fen HAVING COUNT(t.id) <> c.transfers OR COALESCE(SUM(t.amount_fen), 0) <> c.amount_fen`,
  },
  {
    name: 'closure-accounts',
    holds: 'each account holds on a closed day what it held when the day was closed',
    table: 'closure_accounts',
    broken: `SELECT l.account AS id, l.id AS id2, CONCAT(COALESCE(a.debit_fen, 0), ' and ', COALESCE(a.credit_fen, 0)) AS expected, CONCAT(l.debit, ' and ', l.credit) AS found
      FROM (SELECT c.id AS id, s.account AS account, SUM(s.debit) AS debit, SUM(s.credit) AS credit FROM closures c
        JOIN ${SIDES} s ON s.company = c.company AND s.effective_on BETWEEN c.since AND c.date GROUP BY c.id, s.account) l
      LEFT JOIN closure_accounts a ON a.closure_id = l.id AND a.account = l.account
      WHERE COALESCE(a.debit_fen, 0) <> l.debit OR COALESCE(a.credit_fen, 0) <> l.credit
      UNION ALL SELECT a.account, a.closure_id, 'a transfer', 'none' FROM closure_accounts a JOIN closures c ON c.id = a.closure_id
        WHERE NOT EXISTS (SELECT 1 FROM transfers t WHERE t.company = c.company AND t.effective_on BETWEEN c.since AND c.date
          AND a.account IN (t.debit_account, t.credit_account))`,
  },
  {
    name: 'closed-until',
    holds: 'a company’s books are closed until its last closure, and no two closures lock one day',
    table: 'closing_days',
    broken: `SELECT d.company AS id, COALESCE(c.last, '') AS expected, d.closed_until AS found FROM closing_days d
      LEFT JOIN (SELECT company, MAX(date) AS last FROM closures GROUP BY company) c ON c.company = d.company
      WHERE d.closed_until <> COALESCE(c.last, '')
      UNION ALL SELECT one.id, 'days of its own', other.id FROM closures one JOIN closures other
        ON other.company = one.company AND other.id <> one.id AND other.since <= one.date AND other.date >= one.since`,
  },
  {
    name: 'difference-resolved',
    holds: 'a difference that was resolved has its resolution, approved by two people',
    table: 'differences',
    broken: `SELECT d.id AS id, d.closed_by AS expected, 'no executed approval of two people' AS found FROM differences d
      WHERE d.closed_by LIKE 'resolution:%' AND NOT EXISTS (SELECT 1 FROM resolutions r JOIN approvals a ON a.id = r.approval_id
        WHERE d.closed_by = CONCAT('resolution:', r.id) AND r.difference_id = d.id AND a.status = 'executed' AND a.subject = d.id
          AND a.maker_id <> a.checker_id)`,
  },
  {
    name: 'written-off',
    holds: 'what a month wrote off is what its ledger says',
    table: 'write_off_months',
    broken: `SELECT CONCAT(m.company, ' ', m.month) AS id, COALESCE(SUM(t.amount_fen), 0) AS expected, m.written_off_fen AS found
      FROM write_off_months m LEFT JOIN transfers t ON t.company = m.company AND t.event = 'difference-written-off'
        AND t.effective_on LIKE CONCAT(m.month, '-%')
      GROUP BY m.company, m.month, m.written_off_fen HAVING COALESCE(SUM(t.amount_fen), 0) <> m.written_off_fen`,
  },
]
