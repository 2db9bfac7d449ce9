/** The words of the staff realm; without zod, so that the console's page can take them. */

/** What a member of staff may do in the console and on the command line. */
export const PERMISSIONS = [
  /** Sees households, bills, payments, the ledger, files and differences. */
  'view',
  /** Takes what residents hand in, and decides on applications that move no money. */
  'applications',
  /** Fetches and uploads files. */
  'files',
  /** Makes proposals: refunds, resolutions, corrections. */
  'propose',
  /** Decides on the proposals of others. */
  'approve',
  /** Closes a day. */
  'close-day',
  'export',
  /** Adds, dismisses and resets staff. */
  'manage-staff',
  'view-audit',
] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['cashier', 'accountant', 'manager', 'auditor', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  cashier: '出纳',
  accountant: '会计',
  manager: '主管',
  auditor: '审计',
  admin: '管理员',
}

export const APPROVAL_STATUSES = ['proposed', 'approved', 'rejected', 'executed'] as const
/** `approved` is seen only within the transaction that executes it. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number]

/** What somebody has to do at the first login, before anything else. */
export const BEFORE_WORK = ['choose-password', 'enrol-second-factor'] as const
export type BeforeWork = (typeof BEFORE_WORK)[number]
