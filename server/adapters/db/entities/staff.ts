import type { Staff, StaffSession } from '../../../domain/staff/staff'
import { count, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableShape } from './table'

export interface LoginFailures {
  nameHash: string
  failures: number
  blockedUntil: number
}

export const staff: TableShape<Staff> = {
  name: 'staff',
  columns: {
    id: key(word(26)),
    company: word(32),
    loginName: word(32),
    displayName: word(64),
    /** Names the person: several logins may have one. */
    staffNumber: word(32),
    role: word(20),
    passwordHash: text,
    nextPasswordHash: nullable(text),
    passwordSetAt: nullable(moment),
    totpSecret: nullable(sealed),
    totpPending: nullable(sealed),
    totpLastStep: moment,
    activatedAt: nullable(moment),
    dismissedAt: nullable(moment),
    createdAt: moment,
    createdBy: word(64),
  },
  uniques: [['loginName']],
  indices: [['staffNumber']],
}

export const staffSessions: TableShape<StaffSession> = {
  name: 'staff_sessions',
  columns: {
    /** The hash of the token: who reads the table cannot log in with it. */
    id: key(word(64)),
    staffId: word(26),
    createdAt: moment,
    lastSeenAt: moment,
    expiresAt: moment,
    secondFactorAt: nullable(moment),
    endedAt: nullable(moment),
  },
  indices: [['staffId']],
}

/** By hashed login name, known or not, so that a lock says nothing about who exists. */
export const loginFailures: TableShape<LoginFailures> = {
  name: 'login_failures',
  columns: { nameHash: key(word(64)), failures: count, blockedUntil: moment },
}
