import type { BoardAnswer, BoardCell } from '../../../contract/consoleBooks'
import { get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { DaysChoice } from '../../components/DaysChoice'
import { LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { Board } from './Board'
import { TakenChart } from './TakenChart'

/** The morning's page: how far every day at every channel is, and what came in. */
export function TodayPage() {
  const company = useCompany()
  const [{ from, to }, change] = useFilters({ company: '', from: '', to: '' })
  const path = `/board${query({ company, from, to })}`
  const board = useLoaded(path, () => get<BoardAnswer>(path))
  return (
    <>
      <h1 className='page-title'>{text.today.title}</h1>
      <p className='page-help'>{text.today.help}</p>
      <div className='toolbar'>
        <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
        <DaysChoice from={from} to={to} onChange={change} />
      </div>
      <LoadedView of={board}>
        {(answer) => (
          <>
            <p className='page-help' role='status'>
              {waitingIn(answer)}
            </p>
            <Board board={answer} />
            <TakenChart board={answer} />
          </>
        )}
      </LoadedView>
    </>
  )
}

/** What waits for somebody, in one line. */
function waitingIn({ days }: BoardAnswer): string {
  const cells = days.flatMap((day) => day.cells)
  const count = (state: BoardCell['state']) => cells.filter((cell) => cell.state === state).length
  const differences = cells.reduce((sum, { open }) => sum + open, 0)
  const [awaiting, quarantined] = [count('awaiting'), count('quarantined')]
  return awaiting + differences + quarantined === 0
    ? text.today.allClear
    : text.today.waiting(awaiting, differences, quarantined)
}
