import { z } from 'zod'
import { formatQuery, pageQuery } from './console'
import { CLOSING_BLOCKS } from './differenceWords'
import { civilDate, companyId } from './estimates'

/**
 * The closing of a day. All amounts in fen.
 *
 *   GET  /console/api/closings/:date               companyOnly → closingState
 *   GET  /console/api/closings                     closingsQuery → closingsAnswer
 *   POST /console/api/closings                     closeDayRequest → 201 closureView
 */

const closingBlock = z.object({
  block: z.enum(CLOSING_BLOCKS),
  /** In Chinese, with the next step. */
  says: z.string(),
  /** null: the whole company. */
  channel: z.string().nullable(),
  count: z.int(),
})
export type ClosingBlockView = z.infer<typeof closingBlock>

const controlTotal = z.object({ account: z.string(), name: z.string(), debitFen: z.int(), creditFen: z.int() })

export const closureView = z.object({
  id: z.string(),
  company: companyId,
  date: civilDate,
  /** The first day that it locks: the day itself, or earlier where nothing was to be reconciled in between. */
  since: civilDate,
  closedAt: z.int(),
  /** A login name. */
  closedBy: z.string(),
  /** Control totals: the transfers that count on those days. */
  transfers: z.int(),
  amountFen: z.int(),
  accounts: z.array(controlTotal),
})
export type ClosureView = z.infer<typeof closureView>

/** How far a day is from being closed. */
export const closingState = z.object({
  company: companyId,
  date: civilDate,
  state: z.enum(['open', 'ready', 'closed']),
  /** The day that is to be closed next; null when no day of the company is. */
  nextToClose: civilDate.nullable(),
  blocks: z.array(closingBlock),
  channels: z.array(
    z.object({
      channel: z.string(),
      name: z.string(),
      /** Whether anything happened there that day. */
      active: z.boolean(),
      reconciled: z.boolean(),
      open: z.int(),
      waiting: z.int(),
      blocks: z.array(closingBlock),
    }),
  ),
  closure: closureView.nullable(),
})
export type ClosingState = z.infer<typeof closingState>

export const closeDayRequest = z.strictObject({ company: companyId, date: civilDate })
export const closingsQuery = z.object({ ...pageQuery.shape, ...formatQuery.shape, company: companyId })
/** Newest day first. */
export const closingsAnswer = z.object({ rows: z.array(closureView), total: z.int() })
export type ClosingsAnswer = z.infer<typeof closingsAnswer>
