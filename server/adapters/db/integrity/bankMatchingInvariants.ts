import { REFUND_FILED_DAY } from '../refundDay'
import type { InvariantQuery } from './invariant'

/** Claims on channels, what came back of them, and the ledger say the same. */
export const channelClaimInvariants: readonly InvariantQuery[] = [
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
        WHERE event IN ('refund-claimed', 'fee-claimed', 'settlement-claimed', 'debit-claimed') AND evidence_kind = 'difference' GROUP BY company, evidence_id) l
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

/** What the ledger's transfers of some events take off a clearing account, by company and account. */
const takenOff = (events: readonly string[], where = '1 = 1') => `(SELECT company, account, SUM(fen) AS fen FROM (
    SELECT company, credit_account AS account, amount_fen AS fen FROM transfers WHERE event IN (${events.map((event) => `'${event}'`).join(', ')}) AND ${where}
    UNION ALL SELECT company, debit_account AS account, 0 - amount_fen AS fen FROM transfers WHERE event IN (${events.map((event) => `'${event}'`).join(', ')}) AND ${where}) sides
  WHERE account LIKE 'clearing:%' GROUP BY company, account)`

/** What changes a clearing account as the tables say; what people write off is in no table, unless it ends an arrival. */
const CLEARED = [
  'payment-applied',
  'payment-suspended',
  'refund-paid',
  'refund-corrected',
  'channel-fee',
  'channel-settled',
  'settlement-claimed',
  'difference-written-off',
  'reversal',
]

/** What the tables say of each clearing account: took in, gave back, kept as fees, settled. */
const TABLES = `(SELECT company, account, SUM(took) AS took, SUM(gave) AS gave, SUM(fees) AS fees, SUM(settled) AS settled FROM (
    SELECT company, CONCAT('clearing:', source) AS account, amount_fen AS took, 0 AS gave, 0 AS fees, 0 AS settled FROM payments
    UNION ALL SELECT company, CONCAT('clearing:', source), 0, amount_fen, 0, 0 FROM refunds WHERE status = 'succeeded' AND route IN ('original', 'payer-card')
    UNION ALL SELECT company, CONCAT('clearing:', channel), 0, 0, fee_fen, 0 FROM channel_fees
    UNION ALL SELECT company, CONCAT('clearing:', party), 0, 0, fee_fen, sent_fen - fee_fen FROM arrivals WHERE party IS NOT NULL AND party <> 'payout' AND undone_by IS NULL) parts
  GROUP BY company, account)`

/** Fees, money on its way, our accounts' entries and the ledger say the same. */
export const settlingInvariants: readonly InvariantQuery[] = [
  {
    name: 'channel-fees',
    holds: 'a day’s fees in the ledger are those of its file in force, rounded once to the fen',
    table: 'channel_fees',
    broken: `SELECT f.id AS id, CONCAT(f.fee_fen, ' of ', f.milli_fen) AS expected, COALESCE(l.fen, 0) AS found
      FROM channel_fees f LEFT JOIN (SELECT b.company AS company, b.channel AS channel, b.date AS date,
          SUM(CASE WHEN t.debit_account = 'channel-fees' THEN t.amount_fen ELSE 0 - t.amount_fen END) AS fen
        FROM transfers t JOIN bill_files b ON b.id = t.evidence_id AND b.company = t.company
        WHERE t.event = 'channel-fee' AND t.evidence_kind = 'file' GROUP BY b.company, b.channel, b.date) l
        ON l.company = f.company AND l.channel = f.channel AND l.date = f.date
      WHERE COALESCE(l.fen, 0) <> f.fee_fen OR ABS(f.fee_fen * 1000 - f.milli_fen) > 500`,
  },
  {
    name: 'fees-of-file-in-force',
    holds: 'a day’s fees are told by a file of that day, which was in force',
    table: 'channel_fees',
    broken: `SELECT f.id AS id, 'a file of the day' AS expected, COALESCE(b.status, 'none') AS found FROM channel_fees f
      LEFT JOIN bill_files b ON b.id = f.file_id AND b.company = f.company AND b.channel = f.channel AND b.date = f.date
      WHERE b.id IS NULL OR b.status NOT IN ('imported', 'superseded')`,
  },
  {
    name: 'arrival-whole',
    holds:
      'what has arrived is what was sent less what the sender kept, to the fen; what the bank took back comes to nothing',
    table: 'arrivals',
    broken: `SELECT a.id AS id, CONCAT(a.sent_fen, ' less ', a.fee_fen) AS expected, CONCAT(COALESCE(t.fen, 0), ' sent, ', COALESCE(e.fen, 0), ' there') AS found
      FROM arrivals a
      LEFT JOIN (SELECT arrival_id, SUM(CASE WHEN direction = 'credit' THEN amount_fen ELSE 0 - amount_fen END) AS fen FROM transits WHERE arrival_id IS NOT NULL GROUP BY arrival_id) t ON t.arrival_id = a.id
      LEFT JOIN (SELECT arrival_id, COUNT(*) AS number, SUM(CASE WHEN direction = 'credit' THEN amount_fen ELSE 0 - amount_fen END) AS fen FROM bank_entries WHERE arrival_id IS NOT NULL GROUP BY arrival_id) e ON e.arrival_id = a.id
      WHERE a.undone_by IS NULL AND ((a.pass = 'claimed') <> (e.number IS NULL) OR (a.fee_fen < 0 AND a.pass <> 'by-people') OR (a.pass NOT IN ('claim-returned', 'debit-claimed', 'own-movement') AND ABS(COALESCE(t.fen, 0)) <> a.sent_fen) OR ABS(e.fen) <> a.sent_fen - a.fee_fen
        OR (a.party IS NULL) <> (t.arrival_id IS NULL))`,
  },
  {
    name: 'arrival-of-something',
    holds: 'a movement on our account, or money on its way, that is marked as arrived names its arrival',
    table: 'bank_entries',
    broken: `SELECT e.id AS id, 'an arrival' AS expected, 'none' AS found FROM bank_entries e
      WHERE e.arrival_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM arrivals a WHERE a.id = e.arrival_id AND a.company = e.company)
      UNION ALL SELECT t.id, 'an arrival', 'none' FROM transits t
      WHERE t.arrival_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM arrivals a WHERE a.id = t.arrival_id AND a.company = t.company AND a.party = t.party)`,
  },
  {
    name: 'entry-settled',
    holds: 'a movement on our account is in the ledger once, in full, if a channel or bank has sent it, and else not',
    table: 'bank_entries',
    broken: `SELECT e.id AS id, CASE WHEN a.party IS NULL OR a.party = 'payout' THEN 0 ELSE e.amount_fen END AS expected, COALESCE(l.fen, 0) AS found
      FROM bank_entries e LEFT JOIN arrivals a ON a.id = e.arrival_id
      LEFT JOIN (SELECT company, evidence_id, SUM(amount_fen) AS fen FROM transfers
        WHERE event = 'channel-settled' AND evidence_kind = 'bank-entry' AND debit_account = 'bank' GROUP BY company, evidence_id) l
        ON l.evidence_id = e.id AND l.company = e.company
      WHERE COALESCE(l.fen, 0) <> CASE WHEN a.party IS NULL OR a.party = 'payout' THEN 0 ELSE e.amount_fen END`,
  },
  {
    name: 'own-movement-posted',
    holds:
      'a movement on our account that is nobody’s payment is in the ledger once, in full, and nothing else is booked so',
    table: 'bank_entries',
    broken: `SELECT e.id AS id, e.amount_fen AS expected, COALESCE(l.fen, 0) AS found
      FROM bank_entries e JOIN arrivals a ON a.id = e.arrival_id AND a.pass = 'own-movement'
      LEFT JOIN (SELECT company, evidence_id, SUM(amount_fen) AS fen FROM transfers
        WHERE event IN ('bank-charge', 'bank-interest', 'own-movement') AND evidence_kind = 'bank-entry' GROUP BY company, evidence_id) l
        ON l.evidence_id = e.id AND l.company = e.company
      WHERE COALESCE(l.fen, 0) <> e.amount_fen
      UNION ALL SELECT t.id, 'a movement of ours', t.evidence_id FROM transfers t
      WHERE t.event IN ('bank-charge', 'bank-interest', 'own-movement') AND NOT EXISTS (SELECT 1 FROM bank_entries e JOIN arrivals a
        ON a.id = e.arrival_id AND a.pass = 'own-movement' WHERE e.id = t.evidence_id AND e.company = t.company)`,
  },
  {
    name: 'clearing-balance',
    holds: 'a clearing account holds what its channel took, less refunds, less fees, less what it has settled',
    table: 'transfers',
    broken: `SELECT c.account AS id, c.company AS id2, COALESCE(t.took - t.gave - t.fees - t.settled, 0) AS expected, 0 - COALESCE(l.fen, 0) AS found
      FROM (SELECT company, debit_account AS account FROM transfers WHERE debit_account LIKE 'clearing:%'
        UNION SELECT company, credit_account FROM transfers WHERE credit_account LIKE 'clearing:%'
        UNION SELECT company, account FROM ${TABLES} known) c
      LEFT JOIN ${TABLES} t ON t.company = c.company AND t.account = c.account
      LEFT JOIN ${takenOff(CLEARED, "(event <> 'difference-written-off' OR evidence_kind = 'bank-entry')")} l ON l.company = c.company AND l.account = c.account
      WHERE COALESCE(t.took - t.gave - t.fees - t.settled, 0) <> 0 - COALESCE(l.fen, 0)`,
  },
  {
    name: 'balanced-day',
    holds:
      'on a balanced day to which no money came late our payments and refunds still come to what the channel’s or bank’s bill said',
    table: 'reconciliations',
    broken: `SELECT r.id AS id, r.their_total_fen AS expected, COALESCE(p.fen, 0) - COALESCE(f.fen, 0) AS found
      FROM reconciliations r
      LEFT JOIN (SELECT company, source, COALESCE(filed_on, paid_on) AS day, SUM(amount_fen + COALESCE(corrected_fen, 0)) AS fen FROM payments GROUP BY company, source, COALESCE(filed_on, paid_on)) p
        ON p.company = r.company AND p.source = r.channel AND p.day = r.date
      LEFT JOIN (SELECT company, source, ${REFUND_FILED_DAY} AS day, SUM(amount_fen) AS fen,
          SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed
        FROM refunds WHERE route = 'original' GROUP BY company, source, ${REFUND_FILED_DAY}) f
        ON f.company = r.company AND f.source = r.channel AND f.day = r.date
      WHERE r.bill = 'trade' AND r.status = 'balanced' AND r.passes NOT LIKE '%day-cut%' AND COALESCE(f.failed, 0) = 0
        AND NOT EXISTS (SELECT 1 FROM reconciliations later WHERE later.company = r.company AND later.channel = r.channel AND later.bill = r.bill
          AND later.date = r.date AND (later.ran_at > r.ran_at OR (later.ran_at = r.ran_at AND later.id > r.id)))
        AND r.their_total_fen <> COALESCE(p.fen, 0) - COALESCE(f.fen, 0)
        AND NOT EXISTS (SELECT 1 FROM payments late WHERE late.company = r.company AND late.source = r.channel AND COALESCE(late.filed_on, late.paid_on) = r.date
          AND late.recorded_at >= r.ran_at)`,
  },
  {
    name: 'arrival-undone',
    holds: 'what a re-sent statement has taken back is reversed in the ledger, entry by entry, and nothing else is',
    table: 'transfers',
    broken: `SELECT t.id AS id, 'its reversal' AS expected, 'none' AS found
      FROM arrivals a JOIN bank_entries e ON e.arrival_id = a.id JOIN transfers t ON t.evidence_kind = 'bank-entry' AND t.evidence_id = e.id
      WHERE a.undone_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transfers r WHERE r.event = 'reversal' AND r.evidence_kind = 'transfer' AND r.evidence_id = t.id
        AND r.debit_account = t.credit_account AND r.credit_account = t.debit_account AND r.amount_fen = t.amount_fen)
      UNION ALL SELECT r.id, 'an entry of what was taken back', r.evidence_id FROM transfers r
      WHERE r.event = 'reversal' AND NOT EXISTS (SELECT 1 FROM transfers t JOIN bank_entries e ON e.id = t.evidence_id AND t.evidence_kind = 'bank-entry'
        JOIN arrivals a ON a.id = e.arrival_id AND a.undone_by IS NOT NULL WHERE t.id = r.evidence_id)`,
  },
  {
    name: 'entry-replaced',
    holds:
      'a movement on our account is marked as replaced if, and only if, its arrival was taken back, by the same resolution',
    table: 'bank_entries',
    broken: `SELECT e.id AS id, COALESCE(a.undone_by, 'it stands') AS expected, COALESCE(e.replaced_by, 'it stands') AS found
      FROM bank_entries e LEFT JOIN arrivals a ON a.id = e.arrival_id
      WHERE COALESCE(e.replaced_by, '') <> COALESCE(a.undone_by, '')`,
  },
  ...channelClaimInvariants,
]
