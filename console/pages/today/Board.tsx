import { Link } from 'react-router-dom'
import type { BoardAnswer, BoardCell } from '../../../contract/consoleBooks'
import type { ClosureView } from '../../../contract/consoleClosings'
import { query } from '../../api'
import { Amount } from '../../components/LoadedView'
import { weekdayOf } from '../../hooks'
import { text } from '../../text'
import { closureOf } from './DayClosing'

type CellState = BoardCell['state']

/** Where one click on a cell leads: to what is open there, or else to the entries of the channel's account. */
function cellLink(company: string, date: string, channel: string, state: CellState): string {
  const day = { company, channel, from: date, to: date }
  if (state === 'differences') return `/differences${query(day)}`
  if (state === 'awaiting' || state === 'quarantined') return `/files${query(day)}`
  if (state === 'review') return `/today${query({ company, day: date })}`
  if (state === 'open') return `/money${query({ company })}`
  return `/money/transfers${query({ company, account: `clearing:${channel}`, from: date, to: date })}`
}

const words = text.today

interface Props {
  company: string
  board: BoardAnswer
  closures: readonly ClosureView[]
  /** The address that opens a day's closing on this page. */
  dayLink(date: string): string
  nameOf(channel: string): string
}

/** Days down, channels across; each cell a sign and a word, amounts at its right, and a click away from what blocks it. */
export function Board({ company, board, closures, dayLink, nameOf }: Props) {
  return (
    <div className='board-frame'>
      <table className='board days' aria-label={words.help}>
        <thead>
          <tr>
            <th scope='col' style={{ width: 132 }}>
              {words.date}
            </th>
            {board.channels.map((channel) => (
              <th key={channel} scope='col'>
                {nameOf(channel)}
              </th>
            ))}
            <th scope='col' style={{ width: 190 }}>
              {words.closing}
            </th>
          </tr>
        </thead>
        <tbody>
          {board.days.map(({ date, closed, cells }) => {
            const closure = closureOf(closures, date)
            return (
              <tr key={date}>
                <th scope='row' className='number'>
                  {date} {words.weekdays[weekdayOf(date)]}
                </th>
                {cells.map((cell) => (
                  <td key={cell.channel} className='with-link'>
                    <Cell company={company} date={date} cell={cell} closed={closed} />
                  </td>
                ))}
                <td className='with-link'>
                  {date < board.today && (
                    <Link className='cell' to={dayLink(date)}>
                      {closed ? (
                        <>
                          <Sign state='closed' word={words.closed} />
                          <span className='minor'>{closure && text.personName(closure.closedBy)}</span>
                        </>
                      ) : (
                        <span className='to-close'>{words.closing}</span>
                      )}
                    </Link>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Sign({ state, word }: { state: CellState; word: string }) {
  return (
    <span className={`sign ${state}`}>
      <span aria-hidden='true'>{words.signs[state]}</span> {word}
    </span>
  )
}

function Cell({ company, date, cell, closed }: { company: string; date: string; cell: BoardCell; closed: boolean }) {
  const { channel, state, open, differences, waiting, takenFen, payments, ourFen, theirFen, reason, says } = cell
  const word =
    state === 'differences'
      ? words.differences(differences, open)
      : words.counted(words.states[state], state === 'waiting' ? waiting : open)
  return (
    <Link className='cell' title={says.join('；')} to={cellLink(company, date, channel, state)}>
      <Sign state={state} word={word} />
      <span className='amounts'>
        {payments === 0 && takenFen === 0 && !ourFen && !theirFen ? (
          <span className='minor'>{text.common.none}</span>
        ) : ourFen === null || theirFen === null ? (
          <>
            <span className='minor'>{words.payments(payments)}</span> <Amount fen={takenFen} />
          </>
        ) : ourFen === theirFen ? (
          <Amount fen={ourFen} />
        ) : (
          <>
            <div>
              <span className='minor'>{words.ours}</span> <Amount fen={ourFen} />
            </div>
            <div>
              <span className='minor'>{words.theirs}</span> <Amount fen={theirFen} />
            </div>
          </>
        )}
      </span>
      {reason && !closed && <span className='minor reason'>{reason}</span>}
    </Link>
  )
}
