import { Form } from 'antd'
import { useState } from 'react'
import type { DeskObjection } from '../../../contract/consoleSettlements'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct, useToday } from '../../components/hooks'
import { text } from '../../text'
import { DayAndPaper } from './ActionDialog'

const words = text.applications.objection

interface Props {
  company: string
  objection: DeskObjection
  onClose(): void
  onDone(): void
}

/** Writes down that a household has signed the meter-test agreement in person, and the meter is sent for its test (domain.md BZ6). */
export function SignAgreementDialog({ company, objection, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const today = useToday(company)
  const [chosen, setChosen] = useState<string>()
  const [paper, setPaper] = useState('')
  const { id, userCode, madeOn, agreementDueOn } = objection
  const on = chosen ?? today
  const sign = async () => {
    const signed = { on, paper: paper.trim() }
    if (!(await act(() => post(`/settlements/objections/${id}/agreement`, signed), words.signed))) return
    onDone()
    onClose()
  }
  return (
    <ActDialog
      title={words.signTitle}
      says={words.signSays(userCode, agreementDueOn)}
      amountFen={null}
      ok={words.sign}
      disabled={on === undefined || paper.trim() === ''}
      busy={busy}
      error={error}
      onAct={() => void sign()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <DayAndPaper
          id='agreement'
          labels={{ day: words.signedOn, paper: words.paper }}
          day={on}
          from={madeOn}
          to={today}
          paper={paper}
          onDay={setChosen}
          onPaper={setPaper}
        />
      </Form>
    </ActDialog>
  )
}
