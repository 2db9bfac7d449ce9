import { z } from 'zod'
import { companyId } from './estimates'

/** One box for everything: `GET /console/api/search` (view) searchQuery → searchAnswer. */

export const searchQuery = z.object({ company: companyId, q: z.string().trim().min(1).max(64) })

const hit = z.object({
  kind: z.enum(['household', 'payment', 'order', 'refund', 'bank-entry', 'difference']),
  kindName: z.string(),
  id: z.string(),
  /** The number, or the user code with the owner. */
  title: z.string(),
  /** Where and whose it is. */
  says: z.string(),
  amountFen: z.int().nullable(),
  date: z.string().nullable(),
  /** The page of the console that shows it. */
  place: z.string(),
})
export type SearchHit = z.infer<typeof hit>
export const searchAnswer = z.object({
  hits: z.array(hit),
  /** There may be more: of each kind the first 20 are shown. */
  more: z.boolean(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
