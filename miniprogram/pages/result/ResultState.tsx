import { formatYuan } from '../../../contract/money'
import type { OrderView } from '../../../contract/resident'
import { Amount } from '../../components/Amount'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { dayText, momentText } from '../../format/day'
import type { ResultView } from '../../payment/resultView'
import { Box, Heading } from '../../platform/elements'
import { result } from '../../text'

const SIGN: Record<ResultView, string> = {
  paid: '✓',
  checking: '…',
  'not-done': '!',
  unknown: '?',
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
  const remaining = view === 'paid' && order.remainingFen > 0
  const dueOn = order.remainingDueOn ? dayText(order.remainingDueOn, order.season) : undefined
  return (
    <>
      <Box className={`result result-${view}`} live>
        <Box className='result-sign'>{SIGN[view]}</Box>
        <Heading level={2} className='result-title'>
          {title}
        </Heading>
        <Box className='result-text'>{text}</Box>
        {waitedLong && (view === 'checking' || view === 'unknown') && (
          <Box className='result-text'>{result.stillChecking(hotline)}</Box>
        )}
      </Box>
      <Card>
        <Amount what={result.amount} amountFen={order.amountFen} />
        {remaining && <Box className='due-by'>{result.left(formatYuan(order.remainingFen), dueOn)}</Box>}
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
