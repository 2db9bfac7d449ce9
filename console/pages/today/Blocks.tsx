import { Link } from 'react-router-dom'
import type { ClosingState, OpenItemView } from '../../../contract/consoleClosings'
import { formatYuan } from '../../../contract/money'
import { query } from '../../api'
import { text } from '../../text'

const words = text.today

interface Props {
  state: ClosingState
  dayLink(date: string): string
}

/** What has to be done before a day can be closed, and what is open beside; each a click away. */
export function Blocks({ state, dayLink }: Props) {
  return (
    <>
      <Items title={words.blocks} items={state.blocks} state={state} dayLink={dayLink} />
      <Items title={words.notes} items={state.notes} state={state} dayLink={dayLink} />
    </>
  )
}

function Items({ title, items, state, dayLink }: Props & { title: string; items: readonly OpenItemView[] }) {
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className='blocks'>
        {items.map((item) => (
          <li key={`${item.block} ${item.channel} ${item.says}`}>
            <span>
              {item.says}
              {item.amountFen !== null && <span className='minor'> {formatYuan(item.amountFen)}</span>}
            </span>
            <Way block={item} state={state} dayLink={dayLink} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Way({ block, state, dayLink }: { block: OpenItemView; state: ClosingState; dayLink(date: string): string }) {
  const { company, date, nextToClose } = state
  const day = { company, channel: block.channel ?? undefined, from: date, to: date }
  switch (block.block) {
    case 'not-reconciled':
    case 'quarantined':
    case 'no-trade-bill':
    case 'no-fund-flow':
    case 'no-statement':
      return <Link to={`/files${query(day)}`}>{words.toFiles}</Link>
    case 'open-differences':
      return <Link to={`/differences${query(day)}`}>{words.toDifferences}</Link>
    case 'awaiting-approval':
      return <Link to={`/approvals${query({ company })}`}>{words.toApprovals}</Link>
    case 'earlier-day-open':
      return nextToClose ? <Link to={dayLink(nextToClose)}>{words.toEarlier}</Link> : null
    case 'suspense':
    case 'failed-refunds':
    case 'stray-refunds':
    case 'follow-ups':
      return <Link to={`/money${query({ company })}`}>{words.toMoney}</Link>
    default:
      return null
  }
}
