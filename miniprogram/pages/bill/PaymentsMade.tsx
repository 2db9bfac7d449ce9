import { formatYuan } from '../../../contract/money'
import type { BillAnswer } from '../../../contract/resident'
import { Card } from '../../components/Card'
import { go } from '../../components/go'
import { Row } from '../../components/Row'
import { dayText } from '../../format/day'
import { Box, Words } from '../../platform/elements'
import { bill, common } from '../../text'

/** What has arrived for this household. A payment made here opens to its details; one at a counter has none. */
export function PaymentsMade({ payments, season }: { payments: BillAnswer['payments']; season: string }) {
  if (!payments.length) return null
  return (
    <Card title={bill.payments}>
      {payments.map((payment, place) => {
        const { orderNo } = payment
        const amount = formatYuan(payment.amountFen)
        const when = dayText(payment.paidOn, season)
        const how = payment.transferred ? bill.transferred : common.paidBy[payment.by]
        const key = orderNo ?? `${payment.paidOn} ${place}`
        if (orderNo)
          return <Row key={key} title={amount} detail={[when, how]} onTap={() => go('order', { no: orderNo })} />
        return (
          <Box key={key} className='row'>
            <Box className='row-words'>
              <Words className='row-title'>{amount}</Words>
              <Words className='row-detail'>{`${when} ${how}`}</Words>
            </Box>
          </Box>
        )
      })}
    </Card>
  )
}
