import type { StaffNumberAnswer, StaffView } from '../../../contract/console'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { LineField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.settings

/** Proposes another staff number for a login; a second person decides. */
export function NumberDialog({ of, onClose }: { of: StaffView; onClose(): void }) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ staffNumber: '' })
  const propose = async () => {
    const ask = () =>
      post<StaffNumberAnswer>(`/staff/${of.id}/number`, { staffNumber: asked.values.staffNumber.trim() })
    if (await act(ask, words.numberProposed)) onClose()
  }
  return (
    <FormDialog
      name='staff-number'
      of={asked}
      title={words.setNumber}
      says={words.setNumberSays(of.displayName, of.loginName, of.staffNumber)}
      ok={words.submit}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <LineField name='staffNumber' label={words.staffNumber} help={words.staffNumberHelp} maxLength={32} />
    </FormDialog>
  )
}
