import { Form } from 'antd'
import { useState } from 'react'
import type { RefundWorkAnswer } from '../../../contract/claims'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { WordsField } from '../../components/WordsField'
import { text } from '../../text'

const words = text.applications.claim

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
  const [answer, setAnswer] = useState('')
  const { id, orderNo, amountFen, fromUserCode, toUserCode } = claim
  const decide = async () => {
    const deed = () =>
      moves
        ? post(`/claims/${id}/propose`, { company })
        : post(`/claims/${id}/refuse`, { company, answer: answer.trim() })
    if (!(await act(deed, moves ? words.proposed : words.refused))) return
    onDone()
    onClose()
  }
  return (
    <ActDialog
      title={moves ? words.moveTitle : words.refuseTitle}
      says={moves ? words.moveSays(orderNo, fromUserCode ?? '', toUserCode ?? '') : words.refuseSays(orderNo)}
      amountFen={moves ? amountFen : null}
      ok={moves ? text.refunds.propose : words.refuse}
      disabled={!moves && answer.trim().length < 2}
      busy={busy}
      error={error}
      onAct={() => void decide()}
      onClose={onClose}
    >
      {!moves && (
        <Form layout='vertical' requiredMark={false}>
          <WordsField
            id='claim-answer'
            label={text.applications.fields.reason}
            value={answer}
            onChange={setAnswer}
            maxLength={200}
          />
        </Form>
      )}
    </ActDialog>
  )
}
