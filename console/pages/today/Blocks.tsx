import { Link } from 'react-router-dom'
import type { ClosingBlockView, ClosingState } from '../../../contract/consoleClosings'
import { query } from '../../api'
import { text } from '../../text'

const words = text.today

/** What has to be done before a day can be closed, each a click away. */
export function Blocks({ state, dayLink }: { state: ClosingState; dayLink(date: string): string }) {
  const blocks = [...state.blocks, ...state.channels.flatMap((channel) => channel.blocks)].filter(
    // A block of a channel may be told for the company too.
    (block, index, all) => all.findIndex((other) => other.says === block.says) === index,
  )
  if (blocks.length === 0) return null
  return (
    <section aria-label={words.blocks}>
      <h3>{words.blocks}</h3>
      <ul className='blocks'>
        {blocks.map((block) => (
          <li key={`${block.block} ${block.channel} ${block.says}`}>
            <span>{block.says}</span>
            <Way block={block} state={state} dayLink={dayLink} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Way({
  block,
  state,
  dayLink,
}: {
  block: ClosingBlockView
  state: ClosingState
  dayLink(date: string): string
}) {
  const { company, date, nextToClose } = state
  const day = { company, channel: block.channel ?? undefined, from: date, to: date }
  switch (block.block) {
    case 'not-reconciled':
    case 'quarantined':
      return <Link to={`/files${query(day)}`}>{words.toFiles}</Link>
    case 'open-differences':
      return <Link to={`/differences${query(day)}`}>{words.toDifferences}</Link>
    case 'awaiting-approval':
      return <Link to={`/approvals${query({ company })}`}>{words.toApprovals}</Link>
    case 'earlier-day-open':
      return nextToClose ? <Link to={dayLink(nextToClose)}>{words.toEarlier}</Link> : null
    default:
      return null
  }
}
