import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { SuspenseRow } from '../../../contract/consoleBooks'
import { post, sentenceOf } from '../../api'
import { GivenUp, useGuarded } from '../../components/SecondFactor'
import { useFocusBack } from '../../components/useFocusBack'
import { text } from '../../text'
import { Statement } from '../approvals/DecideDialog'
import { CardFields, cardOf, isWhole, NO_CARD } from './CardFields'

const words = text.money
const EXITS = ['apply-to-bill', 'refund-original-route', 'refund-bank-card', 'credit-next-season'] as const
type Exit = (typeof EXITS)[number]

interface Props {
  company: string
  item: SuspenseRow
  onClose(): void
  onProposed(): void
}

/** Proposes one of the three exits of money in suspense (M7); a second person decides. */
export function ResolveDialog({ company, item, onClose, onProposed }: Props) {
  useFocusBack()
  const { message } = App.useApp()
  const guarded = useGuarded()
  const [exit, setExit] = useState<Exit>('apply-to-bill')
  const [userCode, setUserCode] = useState(item.household?.userCode ?? '')
  const [card, setCard] = useState(NO_CARD)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const needsCard = exit === 'refund-bank-card'
  const needsHousehold = !needsCard && exit !== 'refund-original-route'

  const propose = async () => {
    setBusy(true)
    setError(undefined)
    try {
      // To a card is the way back of money whose own way is closed.
      const request = needsCard
        ? { exit: 'refund-original-route', card: cardOf(card) }
        : { exit, ...(needsHousehold ? { userCode: userCode.trim() } : {}) }
      await guarded(() => post(`/suspense/${item.id}/exit`, { company, ...request }))
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
      okButtonProps={{
        disabled: (needsHousehold && userCode.trim() === '') || (needsCard && !isWhole(card, false)),
      }}
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
        {needsCard && <CardFields card={card} byChannel={false} onChange={setCard} />}
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
