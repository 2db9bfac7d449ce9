import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { createTable } from './createTable'

/** What one person proposed and another decides. */
export const approvals: TableLayout = {
  name: 'approvals',
  columns: {
    id: key(word(26)),
    company: word(32),
    deed: word(32),
    subject: word(100),
    /** Sealed, like the comment: free text, which may name people. */
    summary: sealed,
    amountFen: nullable(amount),
    payload: json,
    payloadHash: word(64),
    makerId: word(64),
    makerName: word(64),
    madeAt: moment,
    status: word(10),
    checkerId: nullable(word(64)),
    checkerName: nullable(word(64)),
    decidedAt: nullable(moment),
    comment: nullable(sealed),
    /** Company, deed and subject while the proposal is open, else null: there is one open proposal at most (M3). */
    openKey: nullable(word(170)),
  },
  uniques: [['openKey']],
  indices: [['company', 'status', 'madeAt']],
}

export const staff: TableLayout = {
  name: 'staff',
  columns: {
    id: key(word(26)),
    company: word(32),
    loginName: word(32),
    displayName: word(64),
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
}

export const staffSessions: TableLayout = {
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
export const loginFailures: TableLayout = {
  name: 'login_failures',
  columns: { nameHash: key(word(64)), failures: count, blockedUntil: moment },
}

/** The staff realm, and deeds that need a second person. */
export class KeepStaffAndApprovals1700000000004 implements MigrationInterface {
  name = 'KeepStaffAndApprovals1700000000004'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of [staff, staffSessions, loginFailures, approvals]) await createTable(runner, shape)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const shape of [approvals, loginFailures, staffSessions, staff]) await runner.dropTable(shape.name)
  }
}
