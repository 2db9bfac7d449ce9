import { Form } from 'antd'
import { useState } from 'react'
import type { RefundWorkAnswer } from '../../../contract/claims'
import { formatYuan } from '../../../contract/money'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/useAct'
import { WordsField } from '../../components/WordsField'
import { text } from '../../text'

const words = text.refunds

interface Props {
  company: string
  stray: RefundWorkAnswer['strayRefunds'][number]
  onClose(): void
  onClosed(): void
}

/** Ends the work item of a refund that was made elsewhere, with what was found. */
export function CloseStrayDialog({ company, stray, onClose, onClosed }: Props) {
  const { act, busy, error } = useAct()
  const [note, setNote] = useState('')
  const close = async () => {
    const deed = () => post(`/stray-refunds/${stray.id}/close`, { company, note: note.trim() })
    if (!(await act(deed, words.closed))) return
    onClosed()
    onClose()
  }
  return (
    <ActDialog
      title={words.closeTitle}
      says={words.closeSays(formatYuan(stray.amountFen))}
      amountFen={null}
      ok={words.close}
      disabled={note.trim().length < 2}
      busy={busy}
      error={error}
      onAct={close}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WordsField id='stray-note' label={words.note} value={note} onChange={setNote} maxLength={200} rows={3} />
      </Form>
    </ActDialog>
  )
}
