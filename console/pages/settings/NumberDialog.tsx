import { Form, Input } from 'antd'
import { useState } from 'react'
import type { StaffNumberAnswer, StaffView } from '../../../contract/console'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.settings

/** Proposes another staff number for a login; a second person decides. */
export function NumberDialog({ of, onClose }: { of: StaffView; onClose(): void }) {
  const { act, busy, error } = useAct()
  const [staffNumber, setStaffNumber] = useState('')
  const propose = async () => {
    const ask = () => post<StaffNumberAnswer>(`/staff/${of.id}/number`, { staffNumber: staffNumber.trim() })
    if (await act(ask, words.numberProposed)) onClose()
  }
  return (
    <ActDialog
      title={words.setNumber}
      says={words.setNumberSays(of.displayName, of.loginName, of.staffNumber)}
      ok={words.submit}
      disabled={staffNumber.trim() === ''}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.staffNumber} htmlFor='staff-number' extra={words.staffNumberHelp}>
          <Input
            id='staff-number'
            autoComplete='off'
            maxLength={32}
            value={staffNumber}
            onChange={({ target }) => setStaffNumber(target.value)}
          />
        </Form.Item>
      </Form>
    </ActDialog>
  )
}
