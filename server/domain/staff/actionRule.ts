import type { Permission } from '../../../contract/staffWords'
import type { ApprovalAction } from '../approval/approval'

/** Who may: anybody, anyone who logs in (even before he has set his login up), anyone who is logged in, or holders of a permission. */
export type MayDo = 'anybody' | 'entering' | 'staff' | readonly Permission[]

/**
 * What it rests on, for the second person to look at: a paper (name, number, day) or its reference; a file of a channel or a
 * bank that is kept; a record in the books that somebody else made (a payment, an application, a measurement).
 */
export type Document = 'paper' | 'file' | 'record' | 'none'

/** What an action of staff asks for before it is done. */
export interface ActionRule {
  may: MayDo
  /** As what it waits for a second person (by staff number); `decides` for the second person's own action; else one is enough. */
  second: ApprovalAction | 'decides' | 'none'
  /** Whether the second factor has to be fresh. Anyone who approves shows it, always. */
  fresh: boolean
  document: Document
  /** Why so: what it does to what somebody owes or gets. */
  why: string
}
