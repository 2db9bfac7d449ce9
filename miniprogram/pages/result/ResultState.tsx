import { useState } from 'react'
import { formatYuan } from '../../../contract/money'
import type { OrderView } from '../../../contract/resident'
import type { ResidentApi } from '../../api/resident'
import { useAnswer } from '../../api/useAnswer'
import { Amount } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Card, Facts } from '../../components/Card'
import { go, goHome, goInstead } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot } from '../../components/Page'
import { dayText, momentText } from '../../format/format'
import type { ResultView } from '../../payment/outcome'
import type { usePayment } from '../../payment/useOrder'
import { Box, Heading } from '../../platform/elements'
import { platformMessages } from '../../platform/messages'
import { common, result } from '../../text'

const SIGN: Record<ResultView, string> = {
  paid: '✓',
  checking: '…',
  'not-done': '…',
  unknown: '?',
  held: '…',
  closed: '×',
  refunding: '↩',
  refunded: '↩',
  moved: '→',
  'to-bill': '✓',
  'to-credit': '✓',
}

interface ResultStateProps {
  order: OrderView
  view: ResultView
  waitedLong: boolean
  hotline: string | null
}

/** What came of the payment, in words: whether money moved, and what to do if nothing changes. */
export function ResultState({ order, view, waitedLong, hotline }: ResultStateProps) {
  const { title, text } = result.states[view]
  const remainingFen = view === 'paid' ? (order.remainingFen ?? 0) : 0
  const dueOn = order.remainingDueOn ? dayText(order.remainingDueOn, order.season) : undefined
  return (
    <>
      <Box className={`result result-${view}`} live>
        <Box className='result-sign'>{SIGN[view]}</Box>
        <Heading level={2} className='result-title'>
          {title}
        </Heading>
        <Box className='result-text'>{text}</Box>
        {waitedLong && (view === 'checking' || payAgain(view)) && (
          <Box className='result-text'>{result.stillChecking(hotline)}</Box>
        )}
      </Box>
      <Card>
        <Amount what={result.amount} amountFen={order.amountFen} />
        {remainingFen > 0 && <Box className='due-by'>{result.left(formatYuan(remainingFen), dueOn)}</Box>}
        <Facts
          facts={[
            [result.reference, order.orderNo],
            [result.household, `${order.household.owner} ${order.household.address}`],
            [result.paidAt, order.paidAt === null ? null : momentText(order.paidAt, order.season)],
          ]}
        />
      </Card>
    </>
  )
}

/** Whether the same order may be paid still: nobody knows yet that it was. */
const payAgain = (view: ResultView) => view === 'not-done' || view === 'unknown'

interface ResultFootProps {
  order: OrderView
  view: ResultView
  payment: ReturnType<typeof usePayment>
  onAsk: () => void
}

/** The next step after a payment: an invoice, waiting, or another try with the same order. */
export function ResultFoot({ order, view, payment, onAsk }: ResultFootProps) {
  const { invoice, orderNo } = order
  const mayPay = payAgain(view)
  return (
    <Foot>
      <Box live>{payment.refusal && <Notice kind='wrong' text={payment.refusal} />}</Box>
      {view === 'paid' && invoice.state === 'possible' && (
        <Button onTap={() => go('invoiceRequest', { no: orderNo })}>{result.invoice}</Button>
      )}
      {view === 'paid' && invoice.id !== null && (
        <Button onTap={() => go('invoice', { id: invoice.id ?? undefined })}>{result.seeInvoice}</Button>
      )}
      {view === 'checking' && <Button onTap={onAsk}>{result.refresh}</Button>}
      {mayPay && (
        <Button busy={payment.busy} onTap={() => payment.resume(orderNo)}>
          {result.resume}
        </Button>
      )}
      {mayPay && (
        <Button kind='second' onTap={onAsk}>
          {result.refresh}
        </Button>
      )}
      {view === 'closed' && (
        <Button onTap={() => goInstead('bill', { household: order.household.id })}>{result.bill}</Button>
      )}
      <Button kind='quiet' onTap={goHome}>
        {common.home}
      </Button>
    </Foot>
  )
}

/**
 * Offers to tell the resident of this payment, of due dates and of refunds. The platform itself asks him, within his tap;
 * who does not want it is not asked again here, and nothing else depends on it.
 */
export function AskForMessages({ api }: { api: ResidentApi }) {
  const { loading } = useAnswer('message-templates', api.messageTemplates)
  const [asked, setAsked] = useState<'not-yet' | 'asking' | 'agreed' | 'declined' | 'failed'>('not-yet')
  const templates = loading.state === 'ready' ? loading.value.templates : []
  if (templates.length === 0 || asked === 'declined') return null

  async function ask() {
    setAsked('asking')
    const accepted = await platformMessages.ask({ ...api.who, templateIds: templates.map(({ id }) => id) })
    if (accepted === 'failed') return setAsked('failed')
    if (accepted.length === 0) return setAsked('declined')
    const noted = await api.agreeToMessages(accepted)
    setAsked(noted.ok ? 'agreed' : 'failed')
  }

  return (
    <Box live>
      {asked === 'agreed' && <Notice kind='good' text={result.told} />}
      {asked === 'failed' && <Notice text={result.notTold} />}
      {asked !== 'agreed' && (
        <Button kind='quiet' busy={asked === 'asking'} onTap={ask}>
          {result.tellMe}
        </Button>
      )}
    </Box>
  )
}
