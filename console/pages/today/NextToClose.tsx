import { Button } from 'antd'
import { useNavigate } from 'react-router-dom'
import type { ClosingState } from '../../../contract/consoleClosings'
import { text } from '../../text'

const words = text.today

/** The day that is to be closed next, and whether anything stands in its way. */
export function NextToClose({ next, dayLink }: { next: ClosingState; dayLink(date: string): string }) {
  const navigate = useNavigate()
  const { date, state, blocks, channels } = next
  const count = blocks.length + channels.reduce((sum, channel) => sum + channel.blocks.length, 0)
  return (
    <div className={`section next-to-close ${state}`} role='status'>
      <b className='number'>{words.nextToClose(date)}</b>
      <span className={`sign ${state === 'ready' ? 'balanced' : 'differences'}`}>
        {state === 'ready' ? words.ready : words.blocked(count)}
      </span>
      <Button type={state === 'ready' ? 'primary' : 'default'} onClick={() => navigate(dayLink(date))}>
        {state === 'ready' ? words.closing : words.see}
      </Button>
    </div>
  )
}
