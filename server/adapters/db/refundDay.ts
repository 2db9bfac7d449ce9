import { CHANNELS } from '../../../contract/channelWords'
import { refundDay } from '../../domain/reconciliation/channelFile'
import { snake } from './entities/table'

const TRADE_BILL_DAYS = CHANNELS.map(
  (channel) => `WHEN '${channel}' THEN ${snake(refundDay({ channel, bill: 'trade' }))}`,
)

/** In SQL, the day on which a row of `refunds` stands in its channel's trade bill. */
export const REFUND_DAY = `CASE source ${TRADE_BILL_DAYS.join(' ')} ELSE succeeded_on END`
