import { Drawer } from 'antd'
import { useSearchParams } from 'react-router-dom'
import type { BoardAnswer } from '../../../contract/consoleBooks'
import type { ClosingState } from '../../../contract/consoleClosings'
import { formatYuan, sumFen } from '../../../contract/money'
import { get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { channelSeries } from '../../components/charts/series'
import { DaysChoice } from '../../components/DaysChoice'
import { LoadedView } from '../../components/LoadedView'
import { addDays, plainYuan, shortYuan, useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { FetchPanel } from '../files/FetchPanel'
import { Board } from './Board'
import { DayClosing, loadClosings, NextToClose } from './DayClosing'

/** What came in each day, by channel. */
export function TakenChart({ board, nameOf }: { board: BoardAnswer; nameOf(channel: string): string }) {
  const days = [...board.days].reverse()
  const total = sumFen(days.flatMap(({ cells }) => cells).map(({ takenFen }) => takenFen))
  const summary =
    total === 0
      ? text.today.nothingTaken
      : text.today.chartSummary(days[0]?.date ?? '', days.at(-1)?.date ?? '', formatYuan(total))
  return (
    <div style={{ marginTop: 16 }}>
      <BarsFigure
        title={text.today.chart}
        summary={summary}
        series={channelSeries(board.channels, nameOf)}
        points={days.map(({ date, cells }) => ({
          label: date.slice(5),
          values: cells.map(({ takenFen }) => takenFen),
        }))}
        say={plainYuan}
        sayShort={shortYuan}
      />
    </div>
  )
}

const words = text.today

/** The morning's page: how far every day at every channel is, what is to be closed next, and what came in. */
export function TodayPage() {
  const company = useCompany()
  const [address] = useSearchParams()
  const [{ from, to, day }, change] = useFilters({ from: '', to: '', day: '' })
  const path = `/board${query({ company, from, to })}`
  const board = useLoaded(path, () => get<BoardAnswer>(path))
  const closings = useLoaded(company, () => loadClosings(company))
  const yesterday = board.data && addDays(board.data.today, -1)
  const next = useLoaded(`${company} ${yesterday}`, () => nextToClose(company, yesterday))
  const dayLink = (date: string) => {
    const there = new URLSearchParams(address)
    there.set('company', company)
    there.set('day', date)
    return `/today?${there}`
  }
  const reload = () => {
    board.reload()
    closings.reload()
    next.reload()
  }
  const closures = closings.data?.rows ?? []
  const nameOf = (channel: string) =>
    next.data?.channels.find((one) => one.channel === channel)?.name ?? text.sourceName(channel)

  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>{words.help}</p>
      <div className='toolbar'>
        <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
        <DaysChoice from={from} to={to} onChange={change} />
      </div>
      {board.data && <OpenTotals open={board.data.open} />}
      <LoadedView of={board}>
        {(answer) => (
          <>
            <div className='morning'>
              {next.data && <NextToClose next={next.data} dayLink={dayLink} />}
              <FetchPanel
                key={company}
                company={company}
                day={addDays(answer.today, -1)}
                since={answer.nextToClose}
                onMoved={reload}
              />
            </div>
            <Board company={company} board={answer} closures={closures} dayLink={dayLink} nameOf={nameOf} />
            <TakenChart board={answer} nameOf={nameOf} />
          </>
        )}
      </LoadedView>
      <Drawer
        title={words.dayTitle(day)}
        width='min(720px, 94vw)'
        open={day !== ''}
        onClose={() => change({ day: '' })}
        destroyOnHidden
      >
        {day !== '' && <DayClosing key={day} company={company} date={day} dayLink={dayLink} onClosed={reload} />}
      </Drawer>
    </>
  )
}

/** How far the day is that is to be closed next; undefined while today is not known, and when everything is closed. */
async function nextToClose(company: string, yesterday: string | undefined): Promise<ClosingState | undefined> {
  if (!yesterday) return undefined
  const ask = (date: string) => get<ClosingState>(`/closings/${date}${query({ company })}`)
  const state = await ask(yesterday)
  if (state.nextToClose === null || state.nextToClose === yesterday) return state.state === 'closed' ? undefined : state
  return ask(state.nextToClose)
}

/** All that is open in the company, each kind with its number and since when. */
function OpenTotals({ open }: { open: BoardAnswer['open'] }) {
  if (open.length === 0) return <span role='status'>{words.allClear}</span>
  return (
    <ul role='status' className='open-totals number' aria-label={words.open}>
      {open.map(({ what, name, count, since }) => (
        <li key={what}>
          {words.total(name, count)}
          {since && <span className='minor'> {words.since(since)}</span>}
        </li>
      ))}
    </ul>
  )
}
