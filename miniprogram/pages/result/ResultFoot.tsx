import type { OrderView } from '../../../contract/resident'
import { Button } from '../../components/Button'
import { go, goHome, goInstead } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot } from '../../components/Page'
import type { ResultView } from '../../payment/resultView'
import type { usePayment } from '../../payment/usePayment'
import { Box } from '../../platform/elements'
import { common, result } from '../../text'

interface ResultFootProps {
  order: OrderView
  view: ResultView
  payment: ReturnType<typeof usePayment>
  onAsk: () => void
}

/** The next step after a payment: an invoice, waiting, or another try with the same order. */
export function ResultFoot({ order, view, payment, onAsk }: ResultFootProps) {
  const { invoice, orderNo } = order
  const payAgain = view === 'not-done' || view === 'unknown'
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
      {payAgain && (
        <Button busy={payment.busy} onTap={() => payment.resume(orderNo)}>
          {view === 'unknown' ? result.resume : result.again}
        </Button>
      )}
      {view === 'unknown' && (
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
