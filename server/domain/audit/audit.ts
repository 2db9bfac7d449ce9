import { createHash } from 'node:crypto'

/** What a deed was done to and how it came out; never personal data (architecture.md, Decided now). */
export type AuditDetail = Record<string, string | number | boolean | null>

/** One deed of staff, an operator or the system itself, as the audit log keeps it: numbered, and chained by hashes. */
export interface AuditEntry {
  id: string
  company: string
  /** 1, 2, 3 … within the company, without gaps. */
  sequence: number
  at: number
  /** Who did it: a staff name, the operator's name on the machine, or `system`. */
  actor: string
  deed: AuditDeed
  /** What it was done to, e.g. `2026-2027` or a file's digest. */
  subject: string
  detail: AuditDetail
  /** The hash of the entry before; ORIGIN for the first. */
  previousHash: string
  /** SHA-256 over all of the above: a changed, missing or added entry breaks the chain from there on. */
  hash: string
}

/** What can be done that somebody answers for. */
export const AUDIT_DEEDS = [
  'import-households',
  'open-bills',
  'begin-demo',
  'seed-demo',
  'reconcile',
  'download-file',
  'simulate',
  'import-readings',
  'settle',
  'publish-settlements',
  'decide-objection',
  'decide-refund',
  'import-payouts',
  'carry-over',
  'propose',
  'approve',
  'reject',
  'add-staff',
  'activate-staff',
  'dismiss-staff',
  'reset-staff',
  'set-staff-number',
  'log-in',
  'choose-password',
  'enrol-second-factor',
  'set-season-dates',
  'review-low-income',
  'change-use',
  'record-move-out',
  'decide-application',
  'measure-temperature',
  'assign-difference',
  'reopen-difference',
  'close-day',
  'retry-invoice',
  'close-stray-refund',
  'close-follow-up',
  'export-vouchers',
] as const
export type AuditDeed = (typeof AUDIT_DEEDS)[number]

/** Deeds on the whole installation rather than one company are kept in a chain of their own. */
export const INSTALLATION = '*'

/** The actor of what the software does by itself. */
export const AUDIT_SYSTEM = 'system'

/** The hash of an entry, from all that it says and the entry before it; pure, and the same on every engine. */
export function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        entry.previousHash,
        entry.id,
        entry.company,
        entry.sequence,
        entry.at,
        entry.actor,
        entry.deed,
        entry.subject,
        Object.entries(entry.detail).sort(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    )
    .digest('hex')
}
