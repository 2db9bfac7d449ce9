import type { DeskObjection } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { useDialogForm, usePresetDay } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { DayField, LineField } from '../../components/fields'
import { useAct, useToday } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.objection

interface Props {
  company: string
  objection: DeskObjection
  onClose(): void
  onDone(): void
}

/** Writes down that a household has signed the meter-test agreement in person, and the meter is sent for its test (domain.md BZ6). */
export function SignAgreementDialog({ company, objection, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const today = useToday(company)
  const asked = useDialogForm({ on: today ?? '', paper: '' })
  usePresetDay(asked.form, 'on', today)
  const { id, userCode, madeOn, agreementDueOn } = objection
  const sign = async () => {
    const { on, paper } = asked.values
    const signed = { on, paper: paper.trim() }
    if (!(await act(() => post(`/settlements/objections/${id}/agreement`, signed), words.signed))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      name='agreement'
      of={asked}
      title={words.signTitle}
      says={words.signSays(userCode, agreementDueOn)}
      amountFen={null}
      ok={words.sign}
      busy={busy}
      error={error}
      onAct={() => void sign()}
      onClose={onClose}
    >
      <DayField name='on' label={words.signedOn} from={madeOn} to={today} />
      <LineField name='paper' label={words.paper} maxLength={100} />
    </FormDialog>
  )
}
