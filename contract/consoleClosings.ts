import { z } from 'zod'
import { BOARD_STATES } from './boardWords'
import { formatQuery, pageQuery } from './console'
import { OPEN_THINGS } from './differenceWords'
import { civilDate, companyId } from './estimates'

/**
 * The closing of a day. All amounts in fen.
 *
 *   GET  /console/api/closings/:date               companyOnly → closingState
 *   GET  /console/api/closings                     closingsQuery → closingsAnswer
 *   POST /console/api/closings                     closeDayRequest → 201 closureView
 */

/** Something that is open of a day; on the board a cell's number is what these come to. */
const openItem = z.object({
  block: z.enum(OPEN_THINGS),
  /** In Chinese, with the next step. */
  says: z.string(),
  /** null: the whole company. */
  channel: z.string().nullable(),
  count: z.int(),
  /** The money that waits; null where none is counted. */
  amountFen: z.int().nullable(),
})
export type OpenItemView = z.infer<typeof openItem>

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
  /** What has to be done before. */
  blocks: z.array(openItem),
  /** What is open beside, and does not keep the day from being closed: a statement that has not come, money in suspense. */
  notes: z.array(openItem),
  channels: z.array(
    z.object({
      channel: z.string(),
      name: z.string(),
      /** As on the board. */
      state: z.enum(BOARD_STATES),
      /** Whether anything happened there that day. */
      active: z.boolean(),
      reconciled: z.boolean(),
      open: z.int(),
      waiting: z.int(),
      blocks: z.array(openItem),
      notes: z.array(openItem),
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
