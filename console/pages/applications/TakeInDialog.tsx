import type { FormRule } from 'antd'
import { post } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { LineField, UserCodeField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.refund
const FIELDS = ['owner', 'identityNumber', 'bankCard', 'phone', 'paper'] as const
/** What may stay empty, and what needs its full length; all else must be written. */
const RULES: Partial<Record<(typeof FIELDS)[number], FormRule[]>> = {
  identityNumber: [],
  phone: [],
  bankCard: [needed(words.bankCard, 12)],
}
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
  const asked = useDialogForm({
    userCode: of?.userCode ?? '',
    ...{ owner: '', identityNumber: '', bankCard: '', phone: '', paper: '' },
  })
  const takeIn = async () => {
    const { userCode, owner, identityNumber, bankCard, phone, paper } = asked.values
    const request = {
      company,
      userCode: userCode.trim(),
      ...(of ? { season: of.season } : {}),
      ...{ owner, identityNumber, bankCard, phone, paper },
    }
    if (!(await act(() => post('/settlements/refunds', request), words.takenIn))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      name='take-in'
      of={asked}
      title={of ? `${words.takeInTitle} ${of.userCode}` : words.takeInTitle}
      says={words.takeInSays}
      ok={words.takeIn}
      busy={busy}
      error={error}
      onAct={() => void takeIn()}
      onClose={onClose}
    >
      {!of && (
        <UserCodeField company={company} name='userCode' label={text.households.userCode} maxLength={MOST.userCode} />
      )}
      {FIELDS.map((name) => (
        <LineField
          key={name}
          name={name}
          label={words[name]}
          help={name === 'paper' ? words.paperHelp : undefined}
          rules={RULES[name]}
          maxLength={MOST[name]}
        />
      ))}
    </FormDialog>
  )
}
