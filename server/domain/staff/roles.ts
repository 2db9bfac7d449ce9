import type { Permission, Role } from '../../../contract/staffWords'

/** Who may do what. Nobody both manages staff and decides about money; the auditor changes nothing. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  cashier: ['view', 'applications', 'files'],
  accountant: ['view', 'applications', 'files', 'propose', 'close-day', 'export'],
  manager: ['view', 'applications', 'files', 'propose', 'approve', 'close-day', 'export', 'view-audit'],
  auditor: ['view', 'export', 'view-audit'],
  admin: ['manage-staff', 'view-audit'],
}

/** Permissions by which money moves, or by which somebody could give himself such a permission. */
const NEED_SECOND_FACTOR: readonly Permission[] = ['files', 'propose', 'approve', 'close-day', 'manage-staff']

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission)
}

/** Whether a role has to log in with a second factor: roles that move money. */
export function needsSecondFactor(role: Role): boolean {
  return ROLE_PERMISSIONS[role].some((permission) => NEED_SECOND_FACTOR.includes(permission))
}
