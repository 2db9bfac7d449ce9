import type { RelationQuery } from './relation'

/** Claims on channels, what came back of them, and the ledger say the same. */
export const channelClaimRelations: readonly RelationQuery[] = [
  {
    name: 'channel-claims',
    holds: 'what channels owe us is the sum of the claims that are open',
    table: 'channel_claims',
    broken: `SELECT c.company AS id, COALESCE(o.fen, 0) AS expected, COALESCE(l.fen, 0) AS found
      FROM (SELECT company FROM transfers UNION SELECT company FROM channel_claims) c
      LEFT JOIN (SELECT company, SUM(CASE WHEN debit_account = 'channel-claims' THEN amount_fen ELSE 0 - amount_fen END) AS fen
        FROM transfers WHERE 'channel-claims' IN (debit_account, credit_account) GROUP BY company) l ON l.company = c.company
      LEFT JOIN (SELECT company, SUM(amount_fen - returned_fen) AS fen FROM channel_claims GROUP BY company) o ON o.company = c.company
      WHERE COALESCE(o.fen, 0) <> COALESCE(l.fen, 0)`,
  },
  {
    name: 'claim-posted',
    holds: 'a claim on a channel is in the ledger once, in full, and so is what came back of it',
    table: 'channel_claims',
    broken: `SELECT c.id AS id, c.amount_fen AS expected, COALESCE(l.fen, 0) AS found FROM channel_claims c
      LEFT JOIN (SELECT company, evidence_id, SUM(amount_fen) AS fen FROM transfers
        WHERE event IN ('refund-claimed', 'fee-claimed', 'settlement-claimed') AND evidence_kind = 'difference' GROUP BY company, evidence_id) l
        ON l.evidence_id = c.id AND l.company = c.company
      WHERE COALESCE(l.fen, 0) <> c.amount_fen`,
  },
  {
    name: 'claim-returned',
    holds: 'no more of a claim has come back than is claimed, and what has is the sum of what was booked',
    table: 'channel_claims',
    broken: `SELECT c.id AS id, CONCAT(COALESCE(r.fen, 0), ', at most ', c.amount_fen) AS expected, c.returned_fen AS found FROM channel_claims c
      LEFT JOIN (SELECT claim_id, SUM(amount_fen) AS fen FROM channel_claim_returns GROUP BY claim_id) r ON r.claim_id = c.id
      WHERE c.returned_fen < 0 OR c.returned_fen > c.amount_fen OR c.returned_fen <> COALESCE(r.fen, 0)`,
  },
  {
    name: 'claim-return-posted',
    holds:
      'what came back of claims by a resolution is in the ledger once, on the movement or the resolution that proves it',
    table: 'channel_claim_returns',
    broken: `SELECT r.evidence AS id, r.fen AS expected, COALESCE(l.fen, 0) AS found
      FROM (SELECT company, COALESCE(entry_id, resolution_id) AS evidence, SUM(amount_fen) AS fen FROM channel_claim_returns
        WHERE amount_fen > 0 GROUP BY company, COALESCE(entry_id, resolution_id)) r
      LEFT JOIN (SELECT company, evidence_id, SUM(amount_fen) AS fen FROM transfers
        WHERE event = 'claim-returned' AND evidence_kind IN ('bank-entry', 'difference') GROUP BY company, evidence_id) l
        ON l.evidence_id = r.evidence AND l.company = r.company
      WHERE COALESCE(l.fen, 0) <> r.fen`,
  },
]
