import { Form } from 'antd'
import { useState } from 'react'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { WordsField } from '../../components/WordsField'
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
  const [reason, setReason] = useState('')
  const refuse = async () => {
    const deed = () => post(`/settlements/refunds/${id}/refusal`, { reason: reason.trim() })
    if (!(await act(deed, words.refused))) return
    onDone()
    onClose()
  }
  return (
    <ActDialog
      title={words.refuseTitle}
      says={words.refuseSays(userCode)}
      amountFen={null}
      ok={words.refuse}
      disabled={reason.trim() === ''}
      busy={busy}
      error={error}
      onAct={() => void refuse()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WordsField
          id='refund-refusal'
          label={text.applications.fields.reason}
          value={reason}
          onChange={setReason}
          maxLength={200}
        />
      </Form>
    </ActDialog>
  )
}
