import type { RefundWorkAnswer } from '../../../contract/claims'
import { post } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.claim
const { reason } = text.applications.fields

interface Props {
  company: string
  claim: RefundWorkAnswer['claims'][number]
  /** The money is to be moved; else the claim is refused. */
  moves: boolean
  onClose(): void
  onDone(): void
}

/** Answers a claim on a payment: proposes to move the money, which a second person approves, or refuses with a reason. */
export function ClaimDialog({ company, claim, moves, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ answer: '' })
  const { id, orderNo, amountFen, fromUserCode, toUserCode } = claim
  const decide = async () => {
    const deed = () =>
      moves
        ? post(`/claims/${id}/propose`, { company })
        : post(`/claims/${id}/refuse`, { company, answer: asked.values.answer.trim() })
    if (!(await act(deed, moves ? words.proposed : words.refused))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      name='claim'
      of={asked}
      title={moves ? words.moveTitle : words.refuseTitle}
      says={moves ? words.moveSays(orderNo, fromUserCode ?? '', toUserCode ?? '') : words.refuseSays(orderNo)}
      amountFen={moves ? amountFen : null}
      ok={moves ? text.refunds.propose : words.refuse}
      busy={busy}
      error={error}
      onAct={() => void decide()}
      onClose={onClose}
    >
      {!moves && <WordsField name='answer' label={reason} rules={[needed(reason, 2)]} maxLength={200} />}
    </FormDialog>
  )
}
