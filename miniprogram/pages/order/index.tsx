import { useRouter } from '@tarojs/taro'
import { formatYuan } from '../../../contract/money'
import type { OrderView } from '../../../contract/resident'
import { useAnswer } from '../../api/useAnswer'
import { Amount, ORDER_TONE } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Card, Facts, Tag } from '../../components/Card'
import { ConfirmButton } from '../../components/ConfirmButton'
import { go } from '../../components/go'
import { Loaded, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { momentText } from '../../format/format'
import { keptIntention } from '../../payment/intention'
import { usePayment } from '../../payment/useOrder'
import { Box } from '../../platform/elements'
import { toast } from '../../state/toast'
import { claim, common, orders, result, titles } from '../../text'

export default function OrderPage() {
  return <WithResident title={titles.order}>{(resident) => <Order {...resident} />}</WithResident>
}

function Order({ company, api }: Resident) {
  const no = useRouter().params.no ?? ''
  const { loading, reload, put } = useAnswer(no, () => api.orderView(no))
  return (
    <Page
      title={titles.order}
      foot={loading.state === 'ready' && <OrderFoot api={api} order={loading.value} onChanged={put} />}
    >
      <Loaded loading={loading} onRetry={reload}>
        {(order) => (
          <Card>
            <Tag tone={ORDER_TONE[order.state]}>{orders.states[order.state]}</Tag>
            <Amount what={result.amount} amountFen={order.amountFen} />
            <Facts
              facts={[
                [orders.household, `${order.household.owner} ${order.household.address}`],
                [orders.season, order.season],
                [orders.channel, common.channel[order.channel]],
                [orders.refunded, order.refundedFen > 0 ? formatYuan(order.refundedFen) : null],
                [orders.paidAt, order.paidAt === null ? null : momentText(order.paidAt, order.season)],
                [orders.created, momentText(order.createdAt, order.season)],
                [orders.reference, order.orderNo],
              ]}
            />
            {order.state === 'confirming' && <Notice kind='soon' text={result.states.checking.text} />}
            {toldOf(order.state) && <Notice text={toldOf(order.state) ?? ''} />}
            {order.state === 'paid' && order.invoice.id === null && company.invoicesOff && (
              <Notice text={company.invoicesOff} />
            )}
            {order.state === 'paid' && (
              <Button kind='quiet' onTap={() => go('claim', { no: order.orderNo })}>
                {claim.open}
              </Button>
            )}
            {order.state === 'unpaid' && <Notice text={orders.expires(momentText(order.expiresAt, order.season))} />}
          </Card>
        )}
      </Loaded>
    </Page>
  )
}

/** What became of the money, in a sentence, where the word alone does not say enough. */
function toldOf(state: OrderView['state']): string | undefined {
  if (state === 'unpaid' || state === 'confirming' || state === 'paid') return undefined
  return result.states[state].text
}

interface OrderFootProps {
  api: Resident['api']
  order: OrderView
  onChanged: (order: OrderView) => void
}

/** What can still be done with an order: pay it or cancel it, or have an invoice for it. */
function OrderFoot({ api, order, onChanged }: OrderFootProps) {
  const payment = usePayment(api)
  const { invoice } = order
  if (order.state === 'paid' && invoice.id !== null)
    return (
      <Foot>
        <Button onTap={() => go('invoice', { id: invoice.id ?? undefined })}>{result.seeInvoice}</Button>
      </Foot>
    )
  if (order.state === 'paid' && invoice.state === 'possible')
    return (
      <Foot>
        <Button onTap={() => go('invoiceRequest', { no: order.orderNo })}>{result.invoice}</Button>
      </Foot>
    )
  if (order.state !== 'unpaid') return null
  return (
    <Foot>
      <Box live>{payment.refusal && <Notice kind='wrong' text={payment.refusal} />}</Box>
      <Button busy={payment.busy} onTap={() => payment.resume(order.orderNo)}>
        {orders.resume(formatYuan(order.amountFen))}
      </Button>
      <ConfirmButton
        kind='quiet'
        asks={orders.cancelAsks}
        action={() => api.cancel(order.orderNo)}
        onDone={(now) => {
          onChanged(now)
          if (now.state !== 'closed') return
          keptIntention.endOf(order.orderNo)
          toast.say(orders.cancelled)
        }}
      >
        {orders.cancel}
      </ConfirmButton>
    </Foot>
  )
}
