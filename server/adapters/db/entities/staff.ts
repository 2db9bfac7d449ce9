import type { Approval } from '../../../domain/approval/approval'
import type { AuditEntry } from '../../../domain/audit/audit'
import type { ChainHead } from '../../../domain/audit/chain'
import type { Staff, StaffSession } from '../../../domain/staff/staff'
import { amount, count, json, key, moment, nullable, sealed, sealedJson, text, word } from '../columns'
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

export interface ApprovalRow extends Approval {
  /** Company, deed and subject while the proposal is open, else null: there is one open proposal at most (M3). */
  openKey: string | null
}

/** What one person proposed and another decides. */
export const approvals: TableShape<ApprovalRow> = {
  name: 'approvals',
  columns: {
    id: key(word(26)),
    company: word(32),
    deed: word(32),
    subject: word(100),
    /** Sealed, like the comment: free text, which may name people. */
    summary: sealed,
    amountFen: nullable(amount),
    /** Sealed: it may name a payer and his card. */
    payload: sealedJson,
    payloadHash: word(64),
    makerId: word(64),
    makerName: word(64),
    makerNumber: word(64),
    madeAt: moment,
    status: word(10),
    checkerId: nullable(word(64)),
    checkerName: nullable(word(64)),
    checkerNumber: nullable(word(64)),
    decidedAt: nullable(moment),
    comment: nullable(sealed),
    openKey: nullable(word(170)),
  },
  uniques: [['openKey']],
  indices: [['company', 'status', 'madeAt']],
}

/** Deeds of staff and operators, chained by hashes; the database refuses to change or delete one. */
export const auditLog: TableShape<AuditEntry> = {
  name: 'audit_log',
  columns: {
    id: key(word(26)),
    company: word(32),
    sequence: count,
    at: moment,
    actor: word(64),
    deed: word(32),
    subject: word(100),
    detail: json,
    previousHash: word(64),
    hash: word(64),
  },
  uniques: [['company', 'sequence']],
  indices: [['company', 'deed', 'sequence']],
}

/** Where each company's chain ends: the one row that everybody who appends has to change (M2). */
export const auditHeads: TableShape<ChainHead> = {
  name: 'audit_heads',
  columns: { company: key(word(32)), last: count, hash: word(64) },
}
