import type { EvidenceFact } from '../../contract/consoleBooks'
import { formatYuan } from '../../contract/money'
import { momentText } from '../format'

/** A fact of a piece of evidence, as its kind is written. */
export function shownFact({ value, as }: EvidenceFact) {
  if (as === 'fen') return <span className='number'>{formatYuan(Number(value))}</span>
  if (as === 'moment') return <span className='number'>{momentText(Number(value))}</span>
  return <span style={{ wordBreak: 'break-all' }}>{String(value)}</span>
}
