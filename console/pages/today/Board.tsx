import type { BoardAnswer, BoardCell } from '../../../contract/consoleBooks'
import { Amount } from '../../components/values'
import { weekdayOf } from '../../format'
import { text } from '../../text'

/** Days down, channels across; each cell a sign and a word, amounts at its right. */
export function Board({ board }: { board: BoardAnswer }) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className='board days' aria-label={text.today.help}>
        <thead>
          <tr>
            <th scope='col' style={{ width: 150 }}>
              {text.today.date}
            </th>
            {board.channels.map((channel) => (
              <th key={channel} scope='col'>
                {text.sourceName(channel)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.days.map(({ date, cells }) => (
            <tr key={date}>
              <th scope='row' className='number'>
                {date} {text.today.weekdays[weekdayOf(date)]}
              </th>
              {cells.map((cell) => (
                <td key={cell.channel}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell }: { cell: BoardCell }) {
  const { state, open, takenFen, payments, ourFen, theirFen, reason } = cell
  const word = state === 'differences' ? text.today.differences(open) : text.today.states[state]
  return (
    <div className='cell'>
      <div>
        <span className={`sign ${state}`}>
          <span aria-hidden='true'>{text.today.signs[state]}</span> {word}
        </span>
        {reason && <div>{reason}</div>}
      </div>
      <div className='amounts'>
        {ourFen === null || theirFen === null ? (
          <>
            <span className='minor'>{text.today.payments(payments)}</span> <Amount fen={takenFen} />
          </>
        ) : (
          <>
            <div>
              <span className='minor'>{text.today.ours}</span> <Amount fen={ourFen} />
            </div>
            <div>
              <span className='minor'>{text.today.theirs}</span> <Amount fen={theirFen} />
            </div>
          </>
        )}
      </div>
    </div>
  )
}
