import type { PaymentView } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { post } from '../../api'
import { fenWritten, textRule, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { LineField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { plainYuan } from '../../hooks'
import { text } from '../../text'
import { cardOf, NO_CARD, WayFields } from './CardFields'

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
  const asked = useDialogForm({
    yuan: plainYuan(leftFen),
    ...{ reason: '', route: 'original' as Route, card: NO_CARD },
  })
  const { yuan, reason, route, card } = asked.values
  const fits = (written: string) => {
    const fen = fenWritten(written)
    return fen !== undefined && fen > 0 && fen <= leftFen
  }
  const amountFen = fenWritten(yuan)
  const needsCard = route === 'bank-card'

  const propose = async () => {
    const to = needsCard ? { card: cardOf(card) } : {}
    const request = { company, paymentId: payment.id, amountFen, route, reason: reason.trim(), ...to }
    if (!(await act(() => post('/refunds', request), words.proposed))) return
    onProposed()
    onClose()
  }

  return (
    <FormDialog
      name='refund'
      of={asked}
      title={words.newTitle}
      says={words.newSays(payment.transactionId, formatYuan(leftFen))}
      amountFen={fits(yuan) ? amountFen : undefined}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <LineField
        name='yuan'
        label={`${text.common.amount}（元）`}
        rules={[textRule(fits, words.amountHelp(formatYuan(leftFen)))]}
      />
      <LineField name='reason' label={text.money.reason} help={words.reasonHelp} maxLength={80} />
      <WayFields
        name='route'
        label={words.way}
        ways={ROUTES}
        names={words.newRoutes}
        card={{ needed: needsCard, byChannel: false, draft: card }}
      />
    </FormDialog>
  )
}
