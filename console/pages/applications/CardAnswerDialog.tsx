import type { DeskRefund } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { needed, textRule, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { ChoiceField, LineField } from '../../components/fields'
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
  const asked = useDialogForm({ outcome: 'confirmed' as Outcome, bankName: '', sameBank: true, routeNo: '' })
  const { outcome, bankName, sameBank, routeNo } = asked.values
  const confirmed = outcome === 'confirmed'
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
    <FormDialog
      name='card-answer'
      of={asked}
      title={words.recordTitle}
      says={words.recordSays(bankCard)}
      amountFen={amountFen}
      ok={words.record}
      busy={busy}
      error={error}
      onAct={() => void record()}
      onClose={onClose}
    >
      <ChoiceField
        name='outcome'
        label={words.outcome}
        stacked
        options={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] }))}
      />
      {confirmed && (
        <>
          <LineField name='bankName' label={words.bankName} maxLength={64} />
          <ChoiceField
            name='sameBank'
            label={words.cardIs}
            options={[
              { value: true, label: words.cardOf.same },
              { value: false, label: words.cardOf.other },
            ]}
          />
          {!sameBank && (
            <LineField
              name='routeNo'
              label={words.routeNo}
              help={words.routeNoHelp}
              rules={[needed(words.routeNo), textRule((no) => /^\d{12}$/.test(no), words.routeNoHelp)]}
              inputMode='numeric'
              maxLength={12}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
