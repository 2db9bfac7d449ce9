import { Form, Input } from 'antd'
import { useState } from 'react'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.bankCards

interface Props {
  company: string
  userCode: string
  onClose(): void
  onProposed(): void
}

/** Proposes to put a household's registered bank card right, by papers; a second person approves it, since refunds go there. */
export function CorrectCardDialog({ company, userCode, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const [bankCard, setBankCard] = useState('')
  const [paper, setPaper] = useState('')
  const propose = async () => {
    const request = { company, userCode, bankCard: bankCard.trim(), paper: paper.trim() }
    if (!(await act(() => post('/bank-cards', request), words.proposed))) return
    onProposed()
    onClose()
  }
  return (
    <ActDialog
      title={words.title}
      says={words.says(userCode)}
      amountFen={null}
      ok={words.propose}
      disabled={bankCard.trim().length < 12 || paper.trim() === ''}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.bankCard} htmlFor='correct-card'>
          <Input
            id='correct-card'
            autoComplete='off'
            inputMode='numeric'
            maxLength={40}
            value={bankCard}
            onChange={({ target }) => setBankCard(target.value)}
          />
        </Form.Item>
        <Form.Item label={words.paper} htmlFor='correct-card-paper' extra={words.paperHelp}>
          <Input
            id='correct-card-paper'
            autoComplete='off'
            maxLength={100}
            value={paper}
            onChange={({ target }) => setPaper(target.value)}
          />
        </Form.Item>
      </Form>
    </ActDialog>
  )
}
