import { post } from '../../api'
import { needed, useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { LineField } from '../../components/fields'
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
  const asked = useDialogForm({ bankCard: '', paper: '' })
  const propose = async () => {
    const { bankCard, paper } = asked.values
    const request = { company, userCode, bankCard: bankCard.trim(), paper: paper.trim() }
    if (!(await act(() => post('/bank-cards', request), words.proposed))) return
    onProposed()
    onClose()
  }
  return (
    <FormDialog
      name='correct-card'
      of={asked}
      title={words.title}
      says={words.says(userCode)}
      amountFen={null}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <LineField
        name='bankCard'
        label={words.bankCard}
        rules={[needed(words.bankCard, 12)]}
        inputMode='numeric'
        maxLength={40}
      />
      <LineField name='paper' label={words.paper} help={words.paperHelp} maxLength={100} />
    </FormDialog>
  )
}
