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

/** What a probe looks at: the process is not about to end, and what it needs is there. */
const check = z.object({
  check: z.enum(['staying', 'database', 'migrations', 'clock', 'disk', 'invoices']),
  ok: z.boolean(),
  /** Whether no request may come here without it. */
  needed: z.boolean(),
  /** What was found, for the operator. */
  says: z.string(),
})
export type ReadyCheck = z.infer<typeof check>

/** GET /readyz: 200 when requests can be worked on here, 503 when one of the checks that are needed fails. */
export const readyAnswer = z.object({ ready: z.boolean(), checks: z.array(check), off: z.array(off) })
export type ReadyAnswer = z.infer<typeof readyAnswer>
