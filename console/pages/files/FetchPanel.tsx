import { Alert, Button, Progress, Table } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router-dom'
import type { FetchesAnswer, FetchStep, FetchView } from '../../../contract/consoleFiles'
import { get, post, query } from '../../api'
import { useAct } from '../../components/hooks'
import { Amount, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
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
  /** The day that is offered: yesterday. */
  day: string
  /** Called whenever a fetch has moved on, so that lists and the board show it. */
  onMoved(): void
}

/**
 * Fetches a day's files of all channels and banks and shows how far it is. The work is the server's: anyone who leaves the
 * page finds it again, and so do colleagues.
 */
export function FetchPanel({ company, day, onMoved }: Props) {
  const { may } = useStaff()
  const { act, busy, error } = useAct()
  const [turn, setTurn] = useState(0)
  const [shown, setShown] = useState(false)
  const found = useLoaded(`${company} ${turn}`, () => get<FetchesAnswer>(`/fetches${query({ company })}`))
  const last = found.data?.fetches[0]
  const underWay = last !== undefined && last.endedAt === null

  useEffect(() => {
    if (!underWay) return undefined
    const timer = setInterval(() => setTurn((before) => before + 1), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [underWay])
  const moved = last ? `${last.id} ${last.done} ${last.endedAt}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` says when there is something new to show.
  useEffect(() => {
    if (moved !== '') onMoved()
  }, [moved])

  const fetchNow = () =>
    act(async () => {
      await post<FetchView>('/fetches', { company, date: day })
      setShown(true)
      setTurn((before) => before + 1)
    })

  if (!may('files') && !last) return null
  return (
    <section className='section fetching' aria-label={words.fetchSteps}>
      <div className='toolbar' style={{ margin: 0 }}>
        {may('files') && (
          <Button loading={busy || underWay} onClick={() => void fetchNow()}>
            {words.fetch(day)}
          </Button>
        )}
        {last && (
          <span role='status'>
            {underWay ? words.fetching(last.date, last.done, last.total) : words.fetched(last.date, last.total)}
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
        <Progress
          percent={Math.round((last.done / Math.max(1, last.total)) * 100)}
          aria-label={words.fetching(last.date, last.done, last.total)}
        />
      )}
      {last && shown && <FetchSteps fetch={last} />}
    </section>
  )
}
