import type { DeskInvoice } from '../../../contract/consoleInvoices'
import { INVOICE_KIND_NAMES } from '../../../contract/invoiceWords'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.invoices

/** Issues again what failed: says for which order, title and amount before it asks. */
export function RetryDialog({
  invoice,
  onClose,
  onRetried,
}: {
  invoice: DeskInvoice
  onClose(): void
  onRetried(): void
}) {
  const { act, busy, error } = useAct()
  const { id, company, kind, titleName, orderNo, amountFen } = invoice
  const retry = async () => {
    if (await act(() => post(`/invoices/${id}/retry`, { company }), words.retried)) {
      onClose()
      onRetried()
    }
  }
  return (
    <ActDialog
      title={words.retryTitle}
      says={words.retrySays(INVOICE_KIND_NAMES[kind], titleName, orderNo)}
      amountFen={amountFen}
      ok={words.retry}
      busy={busy}
      error={error}
      onAct={() => void retry()}
      onClose={onClose}
    />
  )
}
