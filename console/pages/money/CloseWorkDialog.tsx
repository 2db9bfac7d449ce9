import { post } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.refunds

interface Props {
  company: string
  /** Where the item is closed, e.g. `/stray-refunds/01J…`. */
  item: string
  title: string
  says: string
  onClose(): void
  onClosed(): void
}

/** Ends a work item that moves no money, with what was found. */
export function CloseWorkDialog({ company, item, title, says, onClose, onClosed }: Props) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ note: '' })
  const close = async () => {
    const deed = () => post(`${item}/close`, { company, note: asked.values.note.trim() })
    if (!(await act(deed, words.closed))) return
    onClosed()
    onClose()
  }
  return (
    <FormDialog
      name='close-work'
      of={asked}
      title={title}
      says={says}
      amountFen={null}
      ok={words.close}
      busy={busy}
      error={error}
      onAct={close}
      onClose={onClose}
    >
      <WordsField name='note' label={words.note} rules={[needed(words.note, 2)]} maxLength={200} rows={3} />
    </FormDialog>
  )
}
