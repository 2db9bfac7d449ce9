import type { Staff, StaffSession } from '../../domain/staff/staff'

export interface StaffStore {
  byId(id: string): Promise<Staff | undefined>
  byLoginName(loginName: string): Promise<Staff | undefined>
  /** All, or those of one company; those who were dismissed too. */
  list(company?: string): Promise<Staff[]>
  /** Every login of a person, those who were dismissed too. */
  ofPerson(staffNumber: string): Promise<Staff[]>
  /** Gives a login another staff number; false when it no longer has the one named. */
  renumber(id: string, from: string, to: string): Promise<boolean>
  /** False when the login name is taken. */
  insert(staff: Staff): Promise<boolean>
  change(id: string, to: Partial<Staff>): Promise<void>
  /** Activates somebody who waits for it; false when he does not. */
  activate(id: string, at: number): Promise<boolean>
  /** False when he was dismissed already. */
  dismiss(id: string, at: number): Promise<boolean>
  /** Takes a one-time code's time step; false when it, or a later one, was taken already. */
  takeTotpStep(id: string, step: number): Promise<boolean>
}

export interface StaffSessionStore {
  insert(session: StaffSession): Promise<void>
  byId(id: string): Promise<StaffSession | undefined>
  seen(id: string, at: number): Promise<void>
  secondFactorShown(id: string, at: number): Promise<void>
  end(id: string, at: number): Promise<void>
  /** Ends all of a person's logins, but for the one that is named. */
  endAllOf(staffId: string, at: number, except?: string): Promise<void>
}

/** Failed logins by the hash of login name and place, whether there is such a person or not. */
export interface LoginFailureStore {
  /** Counts a try before it is made; undefined when nobody may try this name at that time. */
  begin(nameHash: string, now: number): Promise<number | undefined>
  /** Nobody may try before. */
  blockUntil(nameHash: string, until: number): Promise<void>
  blockedUntil(nameHash: string): Promise<number>
  clear(nameHash: string): Promise<void>
  /** Forgets those that are over and were last tried before. */
  forgetBefore(at: number): Promise<void>
}

/** Passwords, hashed slowly. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** The same work without a hash, and then never true: an unknown person costs what a known one costs. */
  verify(hash: string | undefined, password: string): Promise<boolean>
  /** Whether a guesser who knows common passwords, keyboards and these words of its owner would soon have it. */
  isEasy(password: string, ownWords: readonly string[]): boolean
  /** A one-time password that can be read out over the telephone. */
  oneTime(): string
}

/** Time-based one-time codes (RFC 6238). */
export interface SecondFactor {
  newSecret(): string
  /** What the QR code says: otpauth://totp/… */
  enrolmentUrl(secret: string, loginName: string): string
  /** The code of a moment in epoch milliseconds. */
  codeAt(secret: string, now: number): string
  /** The time step of a right code, at most one step off; undefined when the code is wrong. */
  stepOf(secret: string, code: string, now: number): number | undefined
}

/** Tokens of sessions: the browser holds one, the database its hash. */
export interface SessionTokens {
  newToken(): string
  hashOf(token: string): string
}
