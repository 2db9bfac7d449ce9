import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { post, sentenceOf } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { DESK, ownerName } from './columns'

const words = text.differences

/** Who looks after a difference: take it, hand it on to a colleague, or give it back to the desk. */
export function OwnerActs({ difference, onChanged }: { difference: DifferenceRow; onChanged(): void }) {
  const { staff } = useStaff()
  const { message } = App.useApp()
  const { act, busy, error, forget } = useAct()
  const [assigning, setAssigning] = useState(false)
  const [colleague, setColleague] = useState('')
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
      <Button
        onClick={() => {
          forget()
          setAssigning(true)
        }}
      >
        {words.assign}
      </Button>
      {assigning && (
        <ActDialog
          title={words.assign}
          says={words.assignSays(difference.kindName, ownerName(owner))}
          ok={words.assign}
          busy={busy}
          error={error}
          disabled={colleague.trim() === ''}
          onClose={() => setAssigning(false)}
          onAct={() =>
            void act(() => post(`/differences/${id}/owner`, { company, owner: colleague.trim() }), words.assigned).then(
              (done) => {
                if (!done) return
                setAssigning(false)
                onChanged()
              },
            )
          }
        >
          <Form layout='vertical' requiredMark={false}>
            <Form.Item label={words.assignTo} htmlFor='difference-colleague'>
              <Input
                id='difference-colleague'
                autoFocus
                maxLength={64}
                value={colleague}
                onChange={({ target }) => setColleague(target.value)}
              />
            </Form.Item>
          </Form>
        </ActDialog>
      )}
    </>
  )
}
