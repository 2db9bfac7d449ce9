import { Alert, Button, DatePicker, Progress, Table } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { Link } from 'react-router-dom'
import type { FetchesAnswer, FetchStep, FetchView } from '../../../contract/consoleFiles'
import { get, post, query } from '../../api'
import { useAct } from '../../components/hooks'
import { Amount, State } from '../../components/LoadedView'
import { addDays, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { fileKindName } from './columns'

const RESULT_TONES = { balanced: 'good', differences: 'open', quarantined: 'bad' } as const

const STEP_TONES = {
  waiting: 'quiet',
  reconciled: 'good',
  nothing: 'quiet',
  'not-ready': 'open',
  failed: 'bad',
} as const

/** What came of each file that was fetched; differences and files put aside are a click away. */
export function FetchSteps({ fetch }: { fetch: FetchView }) {
  const { company, date } = fetch
  const leadsTo = ({ channel, result }: FetchStep) =>
    result?.status === 'differences'
      ? `/differences${query({ company, channel, from: date, to: date })}`
      : `/files${query({ company, channel, from: date, to: date })}`
  return (
    <Table<FetchStep>
      aria-label={words.fetchSteps}
      size='small'
      style={{ marginTop: 12 }}
      pagination={false}
      rowKey={({ channel, bill }) => `${channel} ${bill}`}
      dataSource={fetch.steps}
      columns={[
        { title: words.channel, dataIndex: 'channelName' },
        { title: words.bill, render: (_, { bill }) => fileKindName(bill) },
        {
          title: words.step,
          render: (_, step) =>
            step.result ? (
              <Link to={leadsTo(step)}>
                <State word={words.results[step.result.status]} tone={RESULT_TONES[step.result.status]} />
              </Link>
            ) : (
              <State word={words.steps[step.state]} tone={STEP_TONES[step.state]} />
            ),
        },
        {
          title: words.matched,
          align: 'right',
          render: (_, { result }) => <span className='number'>{result?.matched ?? text.common.none}</span>,
        },
        {
          title: words.differences,
          align: 'right',
          render: (_, { result }) => <span className='number'>{result?.differences ?? text.common.none}</span>,
        },
        {
          title: text.differences.ours,
          align: 'right',
          render: (_, { result }) => <Amount fen={result?.ourTotalFen ?? null} />,
        },
        {
          title: text.differences.theirs,
          align: 'right',
          render: (_, { result }) => <Amount fen={result?.theirTotalFen ?? null} />,
        },
        {
          title: text.differences.reason,
          render: (_, { reason, result }) => reason ?? result?.reason ?? text.common.none,
        },
      ]}
    />
  )
}

const LOOK_EVERY_MS = 700

const words = text.files

interface Props {
  company: string
  /** The last day that is offered: yesterday. */
  day: string
  /** The first day that is not closed, if it is known: on Monday, Friday to Sunday are offered. */
  since?: string | null
  /** Called whenever a fetch has moved on, so that lists and the board show it. */
  onMoved(): void
}

/**
 * Fetches the files of one or several days of all channels and banks and shows how far it is. The work is the server's: anyone who leaves the
 * page finds it again, and so do colleagues.
 */
export function FetchPanel({ company, day, since, onMoved }: Props) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const [turn, setTurn] = useState(0)
  const [shown, setShown] = useState(false)
  const found = useLoaded(`${company} ${turn}`, () => get<FetchesAnswer>(`/fetches${query({ company })}`))
  const [chosen, setChosen] = useState<{ from: string; to: string }>()
  const week = addDays(day, -6)
  const first = !since || since > day ? day : since < week ? week : since
  const { from, to } = chosen ?? { from: first, to: day }
  const fetches = found.data?.fetches ?? []
  const open = fetches.filter(({ endedAt }) => endedAt === null)
  const last = open[0] ?? fetches[0]
  const underWay = open.length > 0
  const sumOf = (of: 'done' | 'total') => open.reduce((sum, fetch) => sum + fetch[of], 0)
  const going =
    open.length > 1
      ? words.fetchingDays(open.length, sumOf('done'), sumOf('total'))
      : last && words.fetching(last.date, last.done, last.total)

  useEffect(() => {
    if (!underWay) return undefined
    const timer = setInterval(() => setTurn((before) => before + 1), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [underWay])
  const moved = last ? `${last.id} ${last.done} ${last.endedAt} ${open.length}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` says when there is something new to show.
  useEffect(() => {
    if (moved !== '') onMoved()
  }, [moved])

  const fetchNow = () =>
    act(async () => {
      await post<FetchesAnswer>('/fetches/days', { company, from, to })
      setShown(true)
      setTurn((before) => before + 1)
    })

  if (!may('files') && !last) return null
  return (
    <section className='section fetching' aria-label={words.fetchSteps}>
      <div className='toolbar' style={{ margin: 0 }}>
        {may('files') && (
          <>
            <DatePicker.RangePicker
              aria-label={words.fetchRange}
              allowClear={false}
              value={[dayjs(from), dayjs(to)]}
              maxDate={dayjs(day)}
              onChange={(days) => {
                const [one, other] = [days?.[0]?.format('YYYY-MM-DD'), days?.[1]?.format('YYYY-MM-DD')]
                if (one && other) setChosen({ from: one, to: other })
              }}
            />
            <Button loading={busy || underWay} onClick={() => void fetchNow()}>
              {words.fetchDays(from, to)}
            </Button>
          </>
        )}
        {last && (
          <span role='status'>
            {underWay ? going : words.fetched(last.date, last.total)}
            {underWay && <span className='minor'> {words.mayLeave}</span>}
          </span>
        )}
        {last && (
          <div className='end'>
            <Button type='link' aria-expanded={shown} onClick={() => setShown(!shown)}>
              {shown ? words.hideSteps : words.showSteps}
            </Button>
          </div>
        )}
      </div>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginTop: 12 }} />}
      {last && underWay && (
        <Progress percent={Math.round((sumOf('done') / Math.max(1, sumOf('total'))) * 100)} aria-label={going} />
      )}
      {shown && (underWay ? open : fetches.slice(0, 1)).map((fetch) => <FetchSteps key={fetch.id} fetch={fetch} />)}
    </section>
  )
}
