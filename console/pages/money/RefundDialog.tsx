import { Form, Input } from 'antd'
import { useState } from 'react'
import type { PaymentView } from '../../../contract/consoleBooks'
import { formatYuan, parseYuan } from '../../../contract/money'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { plainYuan } from '../../hooks'
import { text } from '../../text'
import { cardOf, isWhole, NO_CARD, WayFields } from './CardFields'

const words = text.refunds
const ROUTES = ['original', 'bank-card', 'next-season'] as const
type Route = (typeof ROUTES)[number]

interface Props {
  company: string
  payment: PaymentView
  onClose(): void
  onProposed(): void
}

/** Proposes to give an amount of a payment back; which way is open for its age, the server says. */
export function RefundDialog({ company, payment, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const leftFen = payment.amountFen - payment.refundedFen
  const [yuan, setYuan] = useState(plainYuan(leftFen))
  const [reason, setReason] = useState('')
  const [route, setRoute] = useState<Route>('original')
  const [card, setCard] = useState(NO_CARD)
  const amountFen = parseYuan(yuan.trim().replaceAll(',', ''))
  const fits = amountFen !== undefined && amountFen > 0 && amountFen <= leftFen
  const needsCard = route === 'bank-card'

  const propose = async () => {
    const to = needsCard ? { card: cardOf(card) } : {}
    const request = { company, paymentId: payment.id, amountFen, route, reason: reason.trim(), ...to }
    if (!(await act(() => post('/refunds', request), words.proposed))) return
    onProposed()
    onClose()
  }

  return (
    <ActDialog
      title={words.newTitle}
      says={words.newSays(payment.transactionId, formatYuan(leftFen))}
      amountFen={fits ? amountFen : undefined}
      ok={words.propose}
      disabled={!fits || reason.trim() === '' || (needsCard && !isWhole(card, false))}
      busy={busy}
      error={error}
      onAct={propose}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item
          label={`${text.common.amount}（元）`}
          htmlFor='refund-amount'
          validateStatus={fits ? undefined : 'error'}
          help={fits ? undefined : words.amountHelp(formatYuan(leftFen))}
        >
          <Input id='refund-amount' value={yuan} onChange={({ target }) => setYuan(target.value)} />
        </Form.Item>
        <Form.Item label={text.money.reason} htmlFor='refund-reason' extra={words.reasonHelp}>
          <Input id='refund-reason' maxLength={80} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Form.Item>
        <WayFields
          label={words.way}
          ways={ROUTES}
          names={words.newRoutes}
          way={route}
          onWay={setRoute}
          card={{ needed: needsCard, byChannel: false, draft: card, onChange: setCard }}
        />
      </Form>
    </ActDialog>
  )
}
