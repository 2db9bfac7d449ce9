import { Form } from 'antd'
import { useState } from 'react'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { WordsField } from '../../components/WordsField'
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
  const [note, setNote] = useState('')
  const close = async () => {
    const deed = () => post(`${item}/close`, { company, note: note.trim() })
    if (!(await act(deed, words.closed))) return
    onClosed()
    onClose()
  }
  return (
    <ActDialog
      title={title}
      says={says}
      amountFen={null}
      ok={words.close}
      disabled={note.trim().length < 2}
      busy={busy}
      error={error}
      onAct={close}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WordsField id='close-note' label={words.note} value={note} onChange={setNote} maxLength={200} rows={3} />
      </Form>
    </ActDialog>
  )
}
