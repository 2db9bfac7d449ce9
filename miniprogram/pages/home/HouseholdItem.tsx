import type { HouseholdCard } from '../../../contract/resident'
import { Amount, DueBy } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Tag, type Tone } from '../../components/Card'
import { go } from '../../components/go'
import { civilDateAt } from '../../format/format'
import { Box, Words } from '../../platform/elements'
import { home } from '../../text'

type DueState = HouseholdCard['due']['state']

const TONE: Record<DueState, Tone> = {
  'no-bill': 'quiet',
  due: 'soon',
  'partly-paid': 'soon',
  paid: 'good',
  closed: 'quiet',
}
const TOLD: Partial<Record<DueState, string>> = { 'no-bill': home.noBill, paid: home.paid, closed: home.closed }

/** One household: whose it is, what is owed and by when, and one button. */
export function HouseholdItem({ household }: { household: HouseholdCard }) {
  const { due } = household
  const owes = (due.state === 'due' || due.state === 'partly-paid') && due.remainingFen > 0
  return (
    <Box className='card'>
      <Box className='household-head'>
        <Words className='household-owner'>{household.owner}</Words>
        <Tag tone={TONE[due.state]}>{home.states[due.state]}</Tag>
      </Box>
      <Box className='household-address'>{household.address}</Box>
      {owes && <Amount what={due.state === 'due' ? home.owed : home.left} amountFen={due.remainingFen} />}
      {owes && due.dueOn && <DueBy dueOn={due.dueOn} season={due.season} today={civilDateAt(Date.now())} />}
      {TOLD[due.state] && <Box className='household-told'>{TOLD[due.state]}</Box>}
      <Button kind={owes ? 'main' : 'second'} onTap={() => go('bill', { household: household.id })}>
        {owes ? home.pay : home.see}
      </Button>
    </Box>
  )
}
