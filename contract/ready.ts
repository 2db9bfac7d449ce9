import { z } from 'zod'
import { CHANNELS } from './channelWords'

/** What this installation does not do at the moment, beside which it works; `why` is for the operator. */
const off = z.object({
  what: z.enum(['database', 'invoices', ...CHANNELS]),
  /** The one company that it is about; null when all are. */
  company: z.string().nullable(),
  why: z.string(),
})
export type Off = z.infer<typeof off>

/** GET /readyz: 200 when requests can be worked on, 503 when the database does not answer. */
export const readyAnswer = z.object({ ready: z.boolean(), off: z.array(off) })
export type ReadyAnswer = z.infer<typeof readyAnswer>
