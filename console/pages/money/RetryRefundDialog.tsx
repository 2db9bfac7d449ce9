import type { RefundWorkAnswer } from '../../../contract/claims'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { cardOf, NO_CARD, WayFields } from './CardFields'
import { type Route, routesOf } from './routesOf'

const words = text.refunds
type Failed = RefundWorkAnswer['failedRefunds'][number]
interface Props {
  company: string
  refund: Failed
  onClose(): void
  onProposed(): void
}

/** Proposes what becomes of a refund that failed; a second person decides. */
export function RetryRefundDialog({ company, refund, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const routes = routesOf(refund)
  const asked = useDialogForm({ route: routes[0] ?? ('next-season' as Route), card: NO_CARD })
  const { route, card } = asked.values
  const byChannel = route === 'payer-card'
  const needsCard = byChannel || route === 'bank-card'

  const propose = async () => {
    const to = needsCard ? { card: cardOf(card), ...(byChannel ? { bankType: card.bankType.trim() } : {}) } : {}
    const deed = () => post(`/refunds/${refund.refundNo}/retry`, { company, route, ...to })
    if (!(await act(deed, words.proposed))) return
    onProposed()
    onClose()
  }

  return (
    <FormDialog
      name='retry-refund'
      of={asked}
      title={words.retryTitle}
      says={words.says(refund.refundNo)}
      amountFen={refund.amountFen}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <WayFields
        name='route'
        label={words.way}
        ways={routes}
        names={words.routes}
        card={{ needed: needsCard, byChannel, draft: card }}
      />
    </FormDialog>
  )
}
