import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { ORDER_TONE } from '../../components/BillLine'
import { Empty, Row, Tag } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded } from '../../components/Notice'
import { Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { momentText } from '../../format/format'
import { Box } from '../../platform/elements'
import { orders, titles } from '../../text'

export default function HistoryPage() {
  return <WithResident title={titles.history}>{(resident) => <History {...resident} />}</WithResident>
}

function History({ company, api }: Resident) {
  const { loading, reload } = useAnswer('history', api.history)
  return (
    <Page title={titles.history}>
      <Loaded loading={loading} onRetry={reload}>
        {(answer) =>
          answer.orders.length === 0 ? (
            <Empty title={orders.emptyTitle} text={orders.emptyText} />
          ) : (
            <Box className='card rows'>
              {answer.orders.map((order) => (
                <Row
                  key={order.orderNo}
                  title={formatYuan(order.amountFen)}
                  detail={[momentText(order.paidAt ?? order.createdAt, company.season.name), order.household.owner]}
                  onTap={() => go('order', { no: order.orderNo })}
                >
                  <Tag tone={ORDER_TONE[order.state]}>{orders.states[order.state]}</Tag>
                </Row>
              ))}
            </Box>
          )
        }
      </Loaded>
    </Page>
  )
}
