import { z } from 'zod'
import { applicationView } from './applications'
import { civilDate, seasonName } from './estimates'

/** What the desk sees of one gas-heated home's subsidies: answers below /console/api (domain.md BJ8). */

const deskGasSeason = z.object({
  season: seasonName,
  /** The report from which the subsidy of this season is proposed. */
  reportId: z.string(),
  subsidy: z.object({
    state: z.enum(['rate-not-published', 'awaiting-readings', 'worked-out', 'granted', 'collected']),
    cubicMetres: z.string().nullable(),
    /** Yuan a m³. */
    rate: z.string().nullable(),
    amountFen: z.int().nullable(),
    /** The day on which it was put on the account, or collected at the counter. */
    on: civilDate.nullable(),
  }),
  /** When and where a counter pays it out to those who cannot use the app. */
  collection: z.object({ from: civilDate, to: civilDate, places: z.array(z.string()), open: z.boolean() }).nullable(),
  /** The proposal about this season that waits for a second person. */
  waitingApprovalId: z.string().nullable(),
  /** Newest first. */
  reports: z.array(applicationView),
})
export type DeskGasSeason = z.infer<typeof deskGasSeason>

/** `gasHome`: heats with gas itself, and its company takes reports. Seasons with a report, newest first. */
export const deskGasAnswer = z.object({ gasHome: z.boolean(), seasons: z.array(deskGasSeason) })
export type DeskGasAnswer = z.infer<typeof deskGasAnswer>
