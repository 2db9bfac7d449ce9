import type { Transfer } from '../../../domain/ledger/transfer'
import type { RelationQuery } from './relation'

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
export const ledgerRelations: readonly RelationQuery[] = [
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
