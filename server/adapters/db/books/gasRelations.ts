import type { RelationQuery } from './relation'

const posted = (name: string, holds: string, table: string, event: string, kind: string): RelationQuery => ({
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
export const gasRelations: readonly RelationQuery[] = [
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
