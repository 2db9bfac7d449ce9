import { formatYuan } from '../../../contract/money'
import type { HomeHousehold, HomeState } from '../../../contract/resident'
import { Amount, DueBy } from '../../components/BillLine'
import { Button } from '../../components/Button'
import { Row, Tag, type Tone } from '../../components/Card'
import { call, go } from '../../components/go'
import { dayText } from '../../format/format'
import { Box, Words } from '../../platform/elements'
import { common, home } from '../../text'

const TONE: Record<HomeState['kind'], Tone> = {
  confirming: 'soon',
  owes: 'soon',
  'top-up': 'soon',
  closed: 'quiet',
  refund: 'soon',
  objection: 'soon',
  pending: 'soon',
  suspended: 'quiet',
  'no-bill': 'quiet',
  paid: 'good',
}

interface Said {
  /** An amount with the word above it. */
  amount?: readonly [what: string, fen: number]
  /** By when; the server has said whether the day is over. */
  until?: { on: string; season: string | null; late: boolean }
  text?: string
  /** The one thing to do; where there is none, the company's number helps on. */
  action?: { name: string; to: () => void }
  /** Whom to call is part of the answer. */
  mayCall?: true
}

/** What a household's card says of its state, and the one thing that can be done about it. */
function saidOf({ id, state }: HomeHousehold): Said {
  const toBill = () => go('bill', { household: id })
  const toSettlement = () => go('settlement', { household: id })
  switch (state.kind) {
    case 'confirming':
      return {
        text: home.confirming(formatYuan(state.amountFen), state.orderNo),
        action: { name: home.seeResult, to: () => go('result', { no: state.orderNo }) },
      }
    case 'owes':
      return {
        amount: [state.partlyPaid ? home.left : home.owed, state.amountFen],
        until: { on: state.until, season: state.season, late: state.late },
        ...(state.lateFeeFen > 0 ? { text: home.withLateFee(formatYuan(state.lateFeeFen)) } : {}),
        action: { name: home.pay, to: toBill },
      }
    case 'top-up':
      return {
        amount: [home.topUp, state.amountFen],
        until: { on: state.until, season: state.season, late: state.late },
        action: { name: home.payTopUp, to: toBill },
      }
    case 'closed':
      return { amount: [home.owed, state.amountFen], text: state.reason, mayCall: true }
    case 'refund':
      return {
        amount: [home.refund, state.amountFen],
        ...(state.until === null ? {} : { text: home.refundUntil(dayText(state.until, state.season)) }),
        action: { name: home.askRefund, to: toSettlement },
      }
    case 'objection':
      return {
        text: home.objectionUntil(dayText(state.until, state.season)),
        action: { name: home.seeSettlement, to: toSettlement },
      }
    case 'pending':
      return {
        text: home.pending(home.requests[state.request], dayText(state.askedOn, null)),
        action: { name: home.seeRequest, to: () => go('application', { id: state.requestId }) },
      }
    case 'suspended':
      return { text: home.suspended, mayCall: true }
    case 'no-bill':
      return { text: home.noBill(state.reason), mayCall: true }
    case 'paid':
      return { text: home.paid(common.season(state.season)) }
  }
}

interface HouseholdItemProps {
  household: HomeHousehold
  hotline: string | null
  /** Whether its button is the page's main one: of several households the first that has something to do. */
  first: boolean
}

/** One household: whose it is, how it stands today, and one thing to do. */
export function HouseholdItem({ household, hotline, first }: HouseholdItemProps) {
  const { amount, until, text, action, mayCall } = saidOf(household)
  return (
    <Box className='card'>
      <Box className='household-head'>
        <Words className='household-owner'>{household.owner}</Words>
        <Tag tone={TONE[household.state.kind]}>{home.states[household.state.kind]}</Tag>
      </Box>
      <Box className='household-address'>{household.address}</Box>
      {amount && <Amount what={amount[0]} amountFen={amount[1]} />}
      {until && <DueBy dueOn={until.on} season={until.season} late={until.late} />}
      {text && <Box className='household-told'>{text}</Box>}
      {mayCall && hotline === null && <Box className='household-told'>{home.noHotline}</Box>}
      {action && (
        <Button kind={first ? 'main' : 'second'} onTap={action.to}>
          {action.name}
        </Button>
      )}
      {mayCall && hotline !== null && (
        <Button kind='second' onTap={() => call(hotline)}>
          {common.call(hotline)}
        </Button>
      )}
      {!isBill(household) && <Row title={home.see} onTap={() => go('bill', { household: household.id })} />}
    </Box>
  )
}

/** Whether its one action leads to the bill already. */
const isBill = ({ state }: HomeHousehold) => state.kind === 'owes' || state.kind === 'top-up'

/** Whether a household has something that its resident can do here and now. */
export const hasAction = (household: HomeHousehold): boolean => saidOf(household).action !== undefined
