import type { DeskRefund } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.refund

interface Props {
  refund: DeskRefund
  onClose(): void
  onDone(): void
}

/** Gives a refund application back with a reason that the household reads. */
export function RefuseRefundDialog({ refund: { id, userCode }, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ reason: '' })
  const refuse = async () => {
    const deed = () => post(`/settlements/refunds/${id}/refusal`, { reason: asked.values.reason.trim() })
    if (!(await act(deed, words.refused))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      name='refund-refusal'
      of={asked}
      title={words.refuseTitle}
      says={words.refuseSays(userCode)}
      amountFen={null}
      ok={words.refuse}
      busy={busy}
      error={error}
      onAct={() => void refuse()}
      onClose={onClose}
    >
      <WordsField name='reason' label={text.applications.fields.reason} maxLength={200} />
    </FormDialog>
  )
}
