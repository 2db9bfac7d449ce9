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

/** Who may do what. Nobody both manages staff and decides about money; the auditor changes nothing. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  cashier: ['view', 'applications', 'files'],
  accountant: ['view', 'applications', 'files', 'propose', 'export'],
  manager: ['view', 'applications', 'files', 'propose', 'approve', 'close-day', 'export', 'view-audit'],
  auditor: ['view', 'export', 'view-audit'],
  admin: ['manage-staff', 'view-audit'],
}

/** Permissions by which money moves, or by which somebody could give himself such a permission. */
const NEED_SECOND_FACTOR: readonly Permission[] = ['files', 'propose', 'approve', 'close-day', 'manage-staff']

export function may(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission)
}

/** Whether a role has to log in with a second factor (issue 5: roles that move money). */
export function needsSecondFactor(role: Role): boolean {
  return ROLE_PERMISSIONS[role].some((permission) => NEED_SECOND_FACTOR.includes(permission))
}
