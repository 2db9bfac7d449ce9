import { App, Button } from 'antd'
import { useState } from 'react'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { post, sentenceOf } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { LineField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { DESK, ownerName } from './columns'

const words = text.differences

/** Who looks after a difference: take it, hand it on to a colleague, or give it back to the desk. */
export function OwnerActs({ difference, onChanged }: { difference: DifferenceRow; onChanged(): void }) {
  const { staff } = useStaff()
  const { message } = App.useApp()
  const [assigning, setAssigning] = useState(false)
  const { id, company, owner } = difference

  const give = async (to: string | undefined, done: string) => {
    try {
      await post(`/differences/${id}/owner`, { company, owner: to })
      void message.success(done)
      onChanged()
    } catch (failed) {
      void message.error(sentenceOf(failed))
    }
  }

  return (
    <>
      {owner !== staff.loginName && <Button onClick={() => void give(undefined, words.taken)}>{words.take}</Button>}
      {owner === staff.loginName && <Button onClick={() => void give(DESK, words.givenBack)}>{words.giveBack}</Button>}
      <Button onClick={() => setAssigning(true)}>{words.assign}</Button>
      {assigning && <AssignDialog difference={difference} onClose={() => setAssigning(false)} onChanged={onChanged} />}
    </>
  )
}

interface AssignProps {
  difference: DifferenceRow
  onClose(): void
  onChanged(): void
}

function AssignDialog({ difference: { id, company, kindName, owner }, onClose, onChanged }: AssignProps) {
  const { act, busy, error } = useAct()
  const asked = useDialogForm({ colleague: '' })
  const assign = async () => {
    const to = asked.values.colleague.trim()
    if (!(await act(() => post(`/differences/${id}/owner`, { company, owner: to }), words.assigned))) return
    onClose()
    onChanged()
  }
  return (
    <FormDialog
      name='assign'
      of={asked}
      title={words.assign}
      says={words.assignSays(kindName, ownerName(owner))}
      ok={words.assign}
      busy={busy}
      error={error}
      onAct={() => void assign()}
      onClose={onClose}
    >
      <LineField name='colleague' label={words.assignTo} maxLength={64} autoFocus />
    </FormDialog>
  )
}
