import { Table } from 'antd'
import { Link } from 'react-router-dom'
import type { FetchStep, FetchView } from '../../../contract/consoleFiles'
import { query } from '../../api'
import { Amount, State } from '../../components/values'
import { text } from '../../text'
import { billName } from './words'

const words = text.files
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
        { title: words.bill, render: (_, { bill }) => billName(bill) },
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
