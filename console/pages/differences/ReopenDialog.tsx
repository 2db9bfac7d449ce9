import { Form } from 'antd'
import { useState } from 'react'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { WordsField } from '../../components/WordsField'
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
  const [reason, setReason] = useState('')
  const { id, company, kindName } = difference
  const reopen = async () => {
    const done = await act(
      () => post(`/differences/${id}/reopening`, { company, reason: reason.trim() }),
      words.reopened,
    )
    if (done) {
      onClose()
      onReopened()
    }
  }
  return (
    <ActDialog
      title={words.reopenTitle}
      says={words.reopenSays(kindName)}
      ok={words.reopen}
      danger
      busy={busy}
      error={error}
      disabled={reason.trim() === ''}
      onAct={() => void reopen()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WordsField id='reopen-reason' label={text.approvals.reason} value={reason} onChange={setReason} autoFocus />
      </Form>
    </ActDialog>
  )
}
