import { CHANNELS } from '../../../contract/channelWords'
import { listsEitherDay, refundDay } from '../../domain/reconciliation/channelFile'
import { snake } from './entities/table'

const FIRST_DAYS = CHANNELS.map((channel) => `WHEN '${channel}' THEN ${snake(refundDay({ channel }))}`)

/** In SQL, the first day on which a row of `refunds` may stand in its channel's trade bill. */
export const REFUND_DAY = `CASE source ${FIRST_DAYS.join(' ')} ELSE succeeded_on END`

const FILED_DAYS = CHANNELS.filter((channel) => listsEitherDay({ channel, bill: 'trade' })).map(
  (channel) => `WHEN '${channel}' THEN COALESCE(trade_filed_on, succeeded_on)`,
)

/** In SQL, the day whose trade bill holds a row of `refunds`, or, where none was seen, the last day that may; null while it may yet come. */
export const REFUND_FILED_DAY = `CASE source ${FILED_DAYS.join(' ')} ELSE succeeded_on END`
