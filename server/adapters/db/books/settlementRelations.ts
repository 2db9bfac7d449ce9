import { credited, type RelationQuery } from './relation'

/** Settlements, payouts and the ledger say the same. */
export const settlementRelations: readonly RelationQuery[] = [
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
