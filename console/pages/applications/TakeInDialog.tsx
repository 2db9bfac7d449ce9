import { Form, Input } from 'antd'
import { useState } from 'react'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.refund
const FIELDS = ['owner', 'identityNumber', 'bankCard', 'phone', 'paper'] as const
const MOST = { userCode: 32, owner: 100, identityNumber: 32, bankCard: 40, phone: 32, paper: 100 }

interface Props {
  company: string
  /** Whose refund it is, where that is known; else the clerk says it. */
  of?: { userCode: string; season: string }
  onClose(): void
  onDone(): void
}

/** Takes a refund application in by papers (domain.md BZ8), also one whose payment failed or came back; the bank is asked at once. */
export function TakeInDialog({ company, of, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const [draft, setDraft] = useState({
    userCode: of?.userCode ?? '',
    ...{ owner: '', identityNumber: '', bankCard: '', phone: '', paper: '' },
  })
  const given = (field: keyof typeof draft) => draft[field].trim()
  const takeIn = async () => {
    const { owner, identityNumber, bankCard, phone, paper } = draft
    const request = {
      company,
      userCode: given('userCode'),
      ...(of ? { season: of.season } : {}),
      ...{ owner, identityNumber, bankCard, phone, paper },
    }
    if (!(await act(() => post('/settlements/refunds', request), words.takenIn))) return
    onDone()
    onClose()
  }
  const field = (name: keyof typeof draft, label: string, help?: string) => (
    <Form.Item key={name} label={label} htmlFor={`take-in-${name}`} extra={help}>
      <Input
        id={`take-in-${name}`}
        autoComplete='off'
        maxLength={MOST[name]}
        value={draft[name]}
        onChange={({ target }) => setDraft((before) => ({ ...before, [name]: target.value }))}
      />
    </Form.Item>
  )
  return (
    <ActDialog
      title={of ? `${words.takeInTitle} ${of.userCode}` : words.takeInTitle}
      says={words.takeInSays}
      ok={words.takeIn}
      disabled={
        ['userCode', 'owner', 'paper'].some((name) => given(name as keyof typeof draft) === '') ||
        given('bankCard').length < 12
      }
      busy={busy}
      error={error}
      onAct={() => void takeIn()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        {!of && field('userCode', text.households.userCode)}
        {FIELDS.map((name) => field(name, words[name], name === 'paper' ? words.paperHelp : undefined))}
      </Form>
    </ActDialog>
  )
}
