import type { EntityManager } from 'typeorm'
import type { Transfer } from '../../../domain/ledger/transfer'
import type { InvariantQuery } from './invariant'

/** Where each kind of evidence is kept: no transfer without it (faults.md, Invariants). */
const EVIDENCE: Record<Transfer['evidenceKind'], { table: string; column: string }> = {
  bill: { table: 'bills', column: 'id' },
  payment: { table: 'payments', column: 'id' },
  file: { table: 'bill_files', column: 'id' },
  refund: { table: 'refunds', column: 'refund_no' },
  resolution: { table: 'payment_claims', column: 'id' },
  transfer: { table: 'transfers', column: 'id' },
  'bill-change': { table: 'bill_changes', column: 'id' },
  'credit-use': { table: 'credit_uses', column: 'id' },
  settlement: { table: 'settlements', column: 'id' },
  payout: { table: 'payout_items', column: 'id' },
  difference: { table: 'resolutions', column: 'id' },
  'bank-entry': { table: 'bank_entries', column: 'id' },
  'gas-subsidy': { table: 'gas_subsidies', column: 'id' },
  'gas-payout': { table: 'gas_collections', column: 'id' },
}

const evidenceMissing = Object.entries(EVIDENCE)
  .map(
    ([kind, { table, column }]) =>
      `(t.evidence_kind = '${kind}' AND NOT EXISTS (SELECT 1 FROM ${table} e WHERE e.${column} = t.evidence_id AND e.company = t.company))`,
  )
  .join(' OR ')

/** The ledger by itself: postings whole and evidenced, households of the same company. */
export const ledgerInvariants: readonly InvariantQuery[] = [
  {
    name: 'posting-whole',
    holds: 'a posting is numbered 0, 1, 2 … and is of one company, event, day and evidence',
    table: 'transfers',
    broken: `SELECT posting_key AS id, 'one posting numbered from 0' AS expected,
        CONCAT(COUNT(*), ' transfers, the last ', MAX(sequence), ', ', COUNT(DISTINCT event), ' events') AS found
      FROM transfers GROUP BY posting_key
      HAVING MIN(sequence) <> 0 OR MAX(sequence) <> COUNT(*) - 1 OR COUNT(DISTINCT company) <> 1 OR COUNT(DISTINCT event) <> 1
        OR COUNT(DISTINCT effective_on) <> 1 OR COUNT(DISTINCT evidence_id) <> 1`,
  },
  {
    name: 'evidence',
    holds: 'every transfer has its evidence: the bill, payment, refund or file that it names',
    table: 'transfers',
    broken: `SELECT t.id AS id, CONCAT(t.evidence_kind, ' ', t.evidence_id) AS expected, 'nothing' AS found
      FROM transfers t
      WHERE t.evidence_kind NOT IN (${Object.keys(EVIDENCE)
        .map((kind) => `'${kind}'`)
        .join(', ')}) OR ${evidenceMissing}`,
  },
  {
    name: 'one-company',
    holds: 'a transfer about a household is of that household’s company',
    table: 'transfers',
    broken: `SELECT t.id AS id, COALESCE(h.company, 'a household') AS expected, t.company AS found
      FROM transfers t LEFT JOIN households h ON h.id = t.household_id
      WHERE t.household_id IS NOT NULL AND (h.id IS NULL OR h.company <> t.company)`,
  },
  {
    name: 'transfer-linked',
    holds: 'every transfer is in its company’s chain or waits to be linked, once',
    table: 'transfers',
    broken: `SELECT t.id AS id, CONCAT('in the chain of ', t.company) AS expected, 'not in it' AS found
      FROM transfers t LEFT JOIN ledger_links l ON l.transfer_id = t.id AND l.company = t.company
        LEFT JOIN transfers_to_link w ON w.transfer_id = t.id AND w.company = t.company
      WHERE (l.transfer_id IS NULL) = (w.transfer_id IS NULL)`,
  },
  {
    name: 'waiting-to-be-linked',
    holds: 'what waits to be linked is a transfer',
    table: 'transfers',
    broken: `SELECT w.transfer_id AS id, CONCAT('a transfer of ', w.company) AS expected, 'none' AS found
      FROM transfers_to_link w LEFT JOIN transfers t ON t.id = w.transfer_id WHERE t.id IS NULL`,
  },
]

/** Each side of every transfer, as control totals count them. */
const SIDES = `(SELECT company, effective_on, debit_account AS account, amount_fen AS debit, 0 AS credit FROM transfers
  UNION ALL SELECT company, effective_on, credit_account, 0, amount_fen FROM transfers)`

/** Closed days hold what they held when they were closed, and differences end as their resolutions say. */
export const closureInvariants: readonly InvariantQuery[] = [
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

/** What happened in a month and how accounts stood at its end, straight from the ledger; amounts in fen. */
export interface MonthTotals {
  events: Record<string, { count: number; amountFen: number }>
  /** Debits above credits, by account, of everything up to the month's end. */
  debitFen: Record<string, number>
}

/** Sums a month (`2025-11`) of one company's ledger by the day on which things count. */
export async function monthlyTotals(manager: EntityManager, company: string, month: string): Promise<MonthTotals> {
  const events: MonthTotals['events'] = {}
  const happened: { event: string; number: unknown; amount: unknown }[] = await manager.query(
    `SELECT event, COUNT(DISTINCT posting_key) AS number, SUM(amount_fen) AS amount FROM transfers
      WHERE company = ? AND effective_on >= ? AND effective_on <= ? GROUP BY event`,
    [company, `${month}-01`, `${month}-31`],
  )
  for (const { event, number, amount } of happened) events[event] = { count: Number(number), amountFen: Number(amount) }
  const debitFen: Record<string, number> = {}
  const stood: { account: string; amount: unknown }[] = await manager.query(
    `SELECT account, SUM(amount) AS amount FROM (
      SELECT debit_account AS account, amount_fen AS amount FROM transfers WHERE company = ? AND effective_on <= ?
      UNION ALL SELECT credit_account AS account, 0 - amount_fen AS amount FROM transfers WHERE company = ? AND effective_on <= ?
    ) moved GROUP BY account`,
    [company, `${month}-31`, company, `${month}-31`],
  )
  for (const { account, amount } of stood) if (Number(amount) !== 0) debitFen[account] = Number(amount)
  return { events, debitFen }
}
