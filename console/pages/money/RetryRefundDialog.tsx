import { Form } from 'antd'
import { useState } from 'react'
import type { RefundWorkAnswer } from '../../../contract/claims'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { cardOf, isWhole, NO_CARD, WayFields } from './CardFields'
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
  const [route, setRoute] = useState<Route>(routes[0] ?? 'next-season')
  const [card, setCard] = useState(NO_CARD)
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
    <ActDialog
      title={words.retryTitle}
      says={words.says(refund.refundNo)}
      amountFen={refund.amountFen}
      ok={words.propose}
      disabled={needsCard && !isWhole(card, byChannel)}
      busy={busy}
      error={error}
      onAct={propose}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WayFields
          label={words.way}
          ways={routes}
          names={words.routes}
          way={route}
          onWay={setRoute}
          card={{ needed: needsCard, byChannel: byChannel, draft: card, onChange: setCard }}
        />
      </Form>
    </ActDialog>
  )
}
