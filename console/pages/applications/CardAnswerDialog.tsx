import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.refund
const OUTCOMES = ['confirmed', 'no-such-card', 'closed', 'name-differs'] as const
type Outcome = (typeof OUTCOMES)[number]

interface Props {
  refund: DeskRefund
  onClose(): void
  onDone(): void
}

/** Writes down what the bank told a member of staff of a card, where its line is silent or there is none (domain.md BZ5). */
export function CardAnswerDialog({ refund: { id, bankCard, amountFen }, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const [outcome, setOutcome] = useState<Outcome>('confirmed')
  const [bankName, setBankName] = useState('')
  const [sameBank, setSameBank] = useState(true)
  const [routeNo, setRouteNo] = useState('')
  const confirmed = outcome === 'confirmed'
  const whole = !confirmed || (bankName.trim() !== '' && (sameBank || /^\d{12}$/.test(routeNo.trim())))
  const record = async () => {
    const card = {
      outcome: 'confirmed',
      bankName: bankName.trim(),
      sameBank,
      routeNo: sameBank ? null : routeNo.trim(),
    }
    const answer = confirmed ? card : { outcome: 'refused', because: outcome }
    if (!(await act(() => post(`/settlements/refunds/${id}/card-check`, answer), words.recorded))) return
    onDone()
    onClose()
  }
  return (
    <ActDialog
      title={words.recordTitle}
      says={words.recordSays(bankCard)}
      amountFen={amountFen}
      ok={words.record}
      disabled={!whole}
      busy={busy}
      error={error}
      onAct={() => void record()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.outcome}>
          <Radio.Group
            aria-label={words.outcome}
            style={{ display: 'grid', gap: 8 }}
            value={outcome}
            onChange={({ target }) => setOutcome(target.value as Outcome)}
            options={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] }))}
          />
        </Form.Item>
        {confirmed && (
          <>
            <Form.Item label={words.bankName} htmlFor='card-bank'>
              <Input
                id='card-bank'
                maxLength={64}
                value={bankName}
                onChange={({ target }) => setBankName(target.value)}
              />
            </Form.Item>
            <Form.Item label={words.cardIs}>
              <Radio.Group
                aria-label={words.cardIs}
                value={sameBank}
                onChange={({ target }) => setSameBank(target.value === true)}
                options={[
                  { value: true, label: words.cardOf.same },
                  { value: false, label: words.cardOf.other },
                ]}
              />
            </Form.Item>
            {!sameBank && (
              <Form.Item label={words.routeNo} htmlFor='card-route' extra={words.routeNoHelp}>
                <Input
                  id='card-route'
                  inputMode='numeric'
                  maxLength={12}
                  value={routeNo}
                  onChange={({ target }) => setRouteNo(target.value)}
                />
              </Form.Item>
            )}
          </>
        )}
      </Form>
    </ActDialog>
  )
}
