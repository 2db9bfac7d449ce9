import type { ApplicationView } from '../../../contract/applications'
import { post } from '../../api'
import { fenWritten, needed, textRule, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { ChoiceField, DayField, LineField, WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { type Action, amountOf, bodyOf, type Draft, type Field } from './actions'

const words = text.applications.fields

const MOST = { room: 16, celsius: 8, amount: 20, note: 200, reason: 200, paperTitle: 60, paperNumber: 40 }

interface Props {
  application: ApplicationView
  deed: Action
  /** The server's civil day. */
  today: string
  onClose(): void
  onDone(): void
}

/** Asks for what an action about an application needs, and does it; what the server refuses is said in the dialog. */
export function ActionDialog({ application, deed, today, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm<Draft>({
    on: today,
    passed: true,
    room: '',
    celsius: '',
    amount: '',
    note: '',
    reason: '',
    paperTitle: '',
    paperNumber: '',
    paperOn: today,
  })
  const draft = asked.values
  const said = text.applications.deeds[deed.key]
  const doIt = async () => {
    const path = `/applications/${application.id}/${deed.path}`
    if (!(await act(() => post(path, bodyOf(deed, draft)), said.done))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      name='deed'
      of={asked}
      title={said.title}
      says={said.says}
      amountFen={deed.fields.includes('amount') ? amountOf(draft) : undefined}
      ok={said.act}
      busy={busy}
      error={error}
      onAct={() => void doIt()}
      onClose={onClose}
    >
      {deed.fields.map((field) => (
        <Asked key={field} field={field} today={today} passed={draft.passed} />
      ))}
    </FormDialog>
  )
}

/** What is asked in a field; nothing has to be said in a note, but what has to be mended after an inspection that failed. */
function Asked({ field, today, passed }: { field: Field; today: string; passed: boolean }) {
  if (field === 'on' || field === 'paperOn') return <DayField name={field} label={words[field]} to={today} />
  if (field === 'passed') {
    return (
      <ChoiceField
        name='passed'
        label={words.passed}
        options={[
          { value: true, label: words.passedChoices.yes },
          { value: false, label: words.passedChoices.no },
        ]}
      />
    )
  }
  if (field === 'note') {
    return passed ? (
      <WordsField name='note' label={words.note} rules={[]} maxLength={MOST.note} />
    ) : (
      <WordsField name='note' label={words.faults} maxLength={MOST.note} />
    )
  }
  if (field === 'reason') return <WordsField name='reason' label={words.reason} maxLength={MOST.reason} />
  const rules = [needed(words[field])]
  if (field === 'amount') rules.push(textRule((yuan) => (fenWritten(yuan) ?? 0) > 0, text.common.wrongAmount))
  return <LineField name={field} label={words[field]} rules={rules} maxLength={MOST[field]} />
}
