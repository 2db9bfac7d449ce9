import { post } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { DayField, WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.rules

interface Props {
  written: string
  /** The number that the version gets. */
  next: number
  today: string
  onClose(): void
  onProposed(): void
}

/** Proposes the text as the next version, from a day on; another person approves it. */
export function ProposeVersionDialog({ written, next, today, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ effectiveOn: today, reason: '' })
  const propose = async () => {
    const { effectiveOn, reason } = asked.values
    const body = { text: written, effectiveOn, reason: reason.trim() }
    if (!(await act(() => post('/rulebooks/versions', body), words.proposed))) return
    onProposed()
    onClose()
  }
  return (
    <FormDialog
      name='propose-version'
      of={asked}
      title={words.propose}
      says={words.proposeSays(next)}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={propose}
      onClose={onClose}
    >
      <DayField name='effectiveOn' label={words.effectiveOn} from={today} />
      <WordsField name='reason' label={words.reasonLabel} rules={[needed(words.reasonLabel, 2)]} maxLength={200} />
    </FormDialog>
  )
}
