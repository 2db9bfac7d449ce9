import { z } from 'zod'
import { evidenceFact, householdRow, transferView } from './consoleBooks'

/**
 * What the second person signs: `GET /console/api/approvals/{id}/sheet` (view; who manages staff, of logins only) → approvalSheet;
 * `POST /console/api/approvals/approve-many` (approve, fresh second factor) approveManyRequest → approveManyAnswer.
 */

const section = z.object({
  title: z.string(),
  facts: z.array(evidenceFact),
  /** A page of the console that shows it whole. */
  place: z.string().nullable(),
})

export const approvalSheet = z.object({
  /** What it rests on and is about: the difference with its rows, the payment, the file, what the maker wrote. */
  sections: z.array(section),
  households: z.array(householdRow),
  /** Who is paid; cards masked. */
  payees: z.array(z.object({ who: z.string(), card: z.string(), amountFen: z.int() })),
  /** How many payees there are in all; the first 500 are shown. */
  payeeCount: z.int(),
  /** What would be booked now, in a transaction of which nothing is kept. */
  entries: z.array(transferView),
  /** How many entries in all; the first 200 are shown. */
  entryCount: z.int(),
  /** Why it would be refused now; null when it would be done. */
  obstacle: z.string().nullable(),
  /** What is done only afterwards, by a job. */
  later: z.boolean(),
})
export type ApprovalSheet = z.infer<typeof approvalSheet>

export const approveManyRequest = z.strictObject({
  approvals: z
    .array(z.strictObject({ id: z.string().min(1).max(40), payloadHash: z.string().length(64) }))
    .min(1)
    .max(200),
  comment: z.string().trim().min(1).max(500).optional(),
})
/** One outcome each, in the order that was asked; every one is a decision and a record of its own. */
export const approveManyAnswer = z.object({
  results: z.array(z.object({ id: z.string(), done: z.boolean(), says: z.string() })),
})
export type ApproveManyAnswer = z.infer<typeof approveManyAnswer>
