import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.differences

/** Opens again what was closed; the reason stays in its history. */
export function ReopenDialog({
  difference,
  onClose,
  onReopened,
}: {
  difference: DifferenceRow
  onClose(): void
  onReopened(): void
}) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ reason: '' })
  const { id, company, kindName } = difference
  const reopen = async () => {
    const done = await act(
      () => post(`/differences/${id}/reopening`, { company, reason: asked.values.reason.trim() }),
      words.reopened,
    )
    if (done) {
      onClose()
      onReopened()
    }
  }
  return (
    <FormDialog
      name='reopen'
      of={asked}
      title={words.reopenTitle}
      says={words.reopenSays(kindName)}
      ok={words.reopen}
      danger
      busy={busy}
      error={error}
      onAct={() => void reopen()}
      onClose={onClose}
    >
      <WordsField name='reason' label={text.approvals.reason} autoFocus />
    </FormDialog>
  )
}
