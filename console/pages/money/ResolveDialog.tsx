import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { SuspenseRow } from '../../../contract/consoleBooks'
import { post, sentenceOf } from '../../api'
import { GivenUp, useGuarded } from '../../components/SecondFactor'
import { text } from '../../text'
import { Statement } from '../approvals/DecideDialog'

const words = text.money
const EXITS = ['apply-to-bill', 'refund-original-route', 'credit-next-season'] as const
type Exit = (typeof EXITS)[number]

interface Props {
  company: string
  item: SuspenseRow
  onClose(): void
  onProposed(): void
}

/** Proposes one of the three exits of money in suspense (M7); a second person decides. */
export function ResolveDialog({ company, item, onClose, onProposed }: Props) {
  const { message } = App.useApp()
  const guarded = useGuarded()
  const [exit, setExit] = useState<Exit>('apply-to-bill')
  const [userCode, setUserCode] = useState(item.household?.userCode ?? '')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const needsHousehold = exit !== 'refund-original-route'

  const propose = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const to = needsHousehold ? { userCode: userCode.trim() } : {}
      await guarded(() => post(`/suspense/${item.id}/exit`, { company, exit, ...to }))
      void message.success(words.proposed)
      onProposed()
      onClose()
    } catch (failed) {
      if (!(failed instanceof GivenUp)) setError(sentenceOf(failed))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal
      title={words.resolveTitle}
      open
      okText={words.propose}
      cancelText={text.common.cancel}
      confirmLoading={busy}
      okButtonProps={{ disabled: needsHousehold && userCode.trim() === '' }}
      onOk={propose}
      onCancel={onClose}
    >
      <p>{words.resolveHelp}</p>
      <Statement approval={{ summary: item.reasonName, amountFen: item.amountFen }} />
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      <Form layout='vertical' requiredMark={false}>
        <Form.Item label={words.exit}>
          <Radio.Group
            aria-label={words.exit}
            style={{ display: 'grid', gap: 8 }}
            value={exit}
            onChange={({ target }) => setExit(target.value as Exit)}
            options={EXITS.map((value) => ({ value, label: words.exits[value] }))}
          />
        </Form.Item>
        {needsHousehold && (
          <Form.Item label={words.userCode} htmlFor='resolve-user-code' extra={words.userCodeHelp}>
            <Input
              id='resolve-user-code'
              maxLength={32}
              value={userCode}
              onChange={({ target }) => setUserCode(target.value)}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
