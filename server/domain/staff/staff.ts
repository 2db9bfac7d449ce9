import type { BeforeWork, Permission, Role } from '../../../contract/staffWords'

/** Who may do what. Nobody both manages staff and decides about money; the auditor changes nothing. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  cashier: ['view', 'applications', 'files'],
  accountant: ['view', 'applications', 'files', 'propose', 'close-day', 'export'],
  manager: ['view', 'applications', 'files', 'propose', 'approve', 'close-day', 'export', 'view-audit'],
  auditor: ['view', 'export', 'view-audit'],
  admin: ['manage-staff', 'view-audit'],
}

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission)
}

/** The company of staff who work for all companies of the installation. */
export const ALL_COMPANIES = '*'

/** The desk that answers for a work item until a member of staff takes it. */
export const FINANCE_DESK = 'finance-desk'

/** A member of staff: a realm of its own, nothing of it is shared with residents (architecture.md, Decided now). */
export interface Staff {
  id: string
  /** The one company that he works for, or ALL_COMPANIES. */
  company: string
  /** In small letters; unique in the installation. */
  loginName: string
  displayName: string
  /** 工号, in small letters: names the person. Two logins with one staff number belong to one person. */
  staffNumber: string
  role: Role
  /** argon2id. */
  passwordHash: string
  /** The hash of the one-time password of a reset that waits for a second person. */
  nextPasswordHash: string | null
  /** When he chose it himself; null for a one-time password, which he must replace at once. */
  passwordSetAt: number | null
  /** Base 32; sealed at rest. */
  totpSecret: string | null
  /** A secret that he was shown and has not confirmed with a code yet. */
  totpPending: string | null
  /** The last time step whose code was taken: a code works once. */
  totpLastStep: number
  /** Null until a second person has agreed to his being added. */
  activatedAt: number | null
  dismissedAt: number | null
  createdAt: number
  createdBy: string
}

/** A login; its id is the hash of the token that the browser holds. */
export interface StaffSession {
  id: string
  staffId: string
  createdAt: number
  lastSeenAt: number
  /** The absolute end, in epoch milliseconds. */
  expiresAt: number
  /** When the second factor was last shown. */
  secondFactorAt: number | null
  endedAt: number | null
}

export const IDLE_MS = 30 * 60_000

export const MAX_SESSION_MS = 12 * 3_600_000

export const SECOND_FACTOR_FRESH_MS = 15 * 60_000

/** Whether a session still holds: not ended, not idle for 30 minutes, not older than 12 hours, its owner not dismissed. */
export function sessionHolds(session: StaffSession, staff: Staff, now: number): boolean {
  return (
    session.endedAt === null &&
    now < session.expiresAt &&
    now - session.lastSeenAt < IDLE_MS &&
    staff.activatedAt !== null &&
    staff.dismissedAt === null
  )
}

/** Whether the second factor was shown within the last 15 minutes: refunds and approvals ask for it. */
export function secondFactorIsFresh(session: Pick<StaffSession, 'secondFactorAt'>, now: number): boolean {
  return session.secondFactorAt !== null && now - session.secondFactorAt <= SECOND_FACTOR_FRESH_MS
}

/** What a member of staff has to do before he may do anything else. Every role has a second factor: who only reads sees everybody's data. */
export function beforeWork(staff: Staff): BeforeWork | undefined {
  if (staff.passwordSetAt === null) return 'choose-password'
  if (staff.totpSecret === null) return 'enrol-second-factor'
  return undefined
}

/** Whether someone may see and change what belongs to a company. */
export function worksFor(staff: Pick<Staff, 'company'>, company: string): boolean {
  return staff.company === ALL_COMPANIES || staff.company === company
}

const MIN_PASSWORD = 12

const MAX_PASSWORD = 200

/** Why a password will not do, in words; undefined when it will. Length counts, not kinds of signs. */
export function weaknessOf(password: string, loginName: string): string | undefined {
  if ([...password].length < MIN_PASSWORD) return `密码至少 ${MIN_PASSWORD} 个字符`
  if (password.length > MAX_PASSWORD) return `密码最多 ${MAX_PASSWORD} 个字符`
  if (password.toLowerCase().includes(loginName)) return '密码不能包含登录名'
  if (new Set(password).size < 5) return '密码不能是重复的字符'
  return undefined
}

const FREE_TRIES = 3

const LOCKED_AFTER = 10

const LOCKED_MS = 15 * 60_000

/** From places where nobody ever logged in to an account, it may be tried so often in a day, by all of them together. */
export const TRIES_FROM_UNFAMILIAR = { points: 100, spanMs: 24 * 3_600_000 } as const

/** So long after a login a place is familiar to its account. */
export const FAMILIAR_MS = 90 * 24 * 3_600_000

/**
 * How long after the n-th failed login nobody may try that login name from the same place again, in milliseconds: nothing for the first
 * three, then 1 s, 2 s, 4 s …, and from the tenth on a lock of 15 minutes (faults.md: growing delay and lock).
 */
export function waitAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0
  if (failures >= LOCKED_AFTER) return LOCKED_MS
  return 1000 * 2 ** (failures - FREE_TRIES - 1)
}
