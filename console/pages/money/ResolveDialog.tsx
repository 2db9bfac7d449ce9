import type { SuspenseRow } from '../../../contract/consoleBooks'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { UserCodeField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { cardOf, NO_CARD, WayFields } from './CardFields'

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
  const asked = useDialogForm({
    exit: 'apply-to-bill' as Exit,
    ...{ userCode: item.household?.userCode ?? '', card: NO_CARD },
  })
  const { exit, userCode, card } = asked.values
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
    <FormDialog
      name='resolve'
      of={asked}
      title={words.resolveTitle}
      says={words.resolveSays(item.reasonName)}
      amountFen={item.amountFen}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      <WayFields
        name='exit'
        label={words.exit}
        ways={EXITS}
        names={words.exits}
        card={{ needed: needsCard, byChannel: false, draft: card }}
      />
      {needsHousehold && (
        <UserCodeField
          company={company}
          name='userCode'
          label={words.userCode}
          help={words.userCodeHelp}
          maxLength={32}
        />
      )}
    </FormDialog>
  )
}
