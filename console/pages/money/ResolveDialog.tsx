import { Form, Input } from 'antd'
import { useState } from 'react'
import type { SuspenseRow } from '../../../contract/consoleBooks'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { cardOf, isWhole, NO_CARD, WayFields } from './CardFields'

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
  const { act, busy, error } = useAct()
  const [exit, setExit] = useState<Exit>('apply-to-bill')
  const [userCode, setUserCode] = useState(item.household?.userCode ?? '')
  const [card, setCard] = useState(NO_CARD)
  const needsCard = exit === 'refund-bank-card'
  const needsHousehold = !needsCard && exit !== 'refund-original-route'

  const propose = async () => {
    // To a card is the way back of money whose own way is closed.
    const request = needsCard
      ? { exit: 'refund-original-route', card: cardOf(card) }
      : { exit, ...(needsHousehold ? { userCode: userCode.trim() } : {}) }
    if (!(await act(() => post(`/suspense/${item.id}/exit`, { company, ...request }), words.proposed))) return
    onProposed()
    onClose()
  }

  return (
    <ActDialog
      title={words.resolveTitle}
      says={words.resolveSays(item.reasonName)}
      amountFen={item.amountFen}
      ok={words.propose}
      disabled={(needsHousehold && userCode.trim() === '') || (needsCard && !isWhole(card, false))}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        <WayFields
          label={words.exit}
          ways={EXITS}
          names={words.exits}
          way={exit}
          onWay={setExit}
          card={{ needed: needsCard, byChannel: false, draft: card, onChange: setCard }}
        />
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
    </ActDialog>
  )
}
