import { Alert, Button, Descriptions, Table } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import type { ClosingState, ClosingsAnswer, ClosureView } from '../../../contract/consoleClosings'
import { formatYuan } from '../../../contract/money'
import { get, post, query } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useCompanyName } from '../../components/CompanyChoice'
import { useAct } from '../../components/hooks'
import { Amount, LoadedView, Moment, State } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Blocks } from './Blocks'

const words = text.today

interface Props {
  company: string
  date: string
  dayLink(date: string): string
  onClosed(): void
}

/** One day: what still blocks it, the button that closes it, or by whom and with which totals it was closed. */
export function DayClosing({ company, date, dayLink, onClosed }: Props) {
  const path = `/closings/${date}${query({ company })}`
  const loaded = useLoaded(path, () => get<ClosingState>(path))
  return (
    <LoadedView of={loaded}>
      {(state) => (
        <>
          {state.closure && <Closed closure={state.closure} />}
          {state.state !== 'closed' && <Blocks state={state} dayLink={dayLink} />}
          {state.state === 'closed' && state.notes.length > 0 && (
            <Blocks state={{ ...state, blocks: [] }} dayLink={dayLink} />
          )}
          {state.state === 'ready' && (
            <Closing
              beside={countOf(state.notes)}
              company={company}
              date={date}
              onClosed={() => {
                loaded.reload()
                onClosed()
              }}
            />
          )}
          <Channels state={state} />
        </>
      )}
    </LoadedView>
  )
}

/** How many things a list of what is open comes to. */
const countOf = (items: ClosingState['notes']): number => items.reduce((sum, { count }) => sum + count, 0)

function Closing({
  company,
  date,
  beside,
  onClosed,
}: {
  company: string
  date: string
  beside: number
  onClosed(): void
}) {
  const { may } = useStaff()
  const nameOf = useCompanyName()
  const { act, busy, error, forget } = useAct()
  const [asking, setAsking] = useState(false)
  const close = async () => {
    if (await act(() => post('/closings', { company, date }), words.done(date))) {
      setAsking(false)
      onClosed()
    }
  }
  return (
    <>
      <Alert
        type={beside === 0 ? 'success' : 'warning'}
        showIcon
        message={beside === 0 ? words.ready : words.readyBeside(beside)}
        description={may('close-day') ? undefined : words.mayNotClose}
        action={
          may('close-day') && (
            <Button
              type='primary'
              onClick={() => {
                forget()
                setAsking(true)
              }}
            >
              {words.close(date)}
            </Button>
          )
        }
      />
      {asking && (
        <ActDialog
          title={words.closeTitle}
          says={words.closeSays(nameOf(company), date)}
          ok={words.closeOk}
          busy={busy}
          error={error}
          onAct={() => void close()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Closed({ closure }: { closure: ClosureView }) {
  const { since, date, closedAt, closedBy, transfers, amountFen, accounts } = closure
  return (
    <>
      <Descriptions
        size='small'
        column={2}
        items={[
          { key: 'days', label: words.lockedDays, children: words.lockedSince(since, date) },
          { key: 'who', label: words.closer, children: text.personName(closedBy) },
          { key: 'when', label: words.closedAt, children: <Moment at={closedAt} /> },
          { key: 'transfers', label: words.transfers, children: <span className='number'>{transfers}</span> },
          { key: 'amount', label: words.amount, children: <span className='number'>{formatYuan(amountFen)}</span> },
        ]}
      />
      <h3>{words.controlTotals}</h3>
      <Table
        aria-label={words.controlTotals}
        size='small'
        rowKey='account'
        pagination={false}
        dataSource={accounts}
        columns={[
          { title: text.money.account, dataIndex: 'name' },
          {
            title: `${text.money.debit}（元）`,
            align: 'right',
            render: (_, { debitFen }) => <Amount fen={debitFen} />,
          },
          {
            title: `${text.money.credit}（元）`,
            align: 'right',
            render: (_, { creditFen }) => <Amount fen={creditFen} />,
          },
        ]}
      />
    </>
  )
}

function Channels({ state }: { state: ClosingState }) {
  return (
    <>
      <h3>{words.channels}</h3>
      <Table
        aria-label={words.channels}
        size='small'
        rowKey='channel'
        pagination={false}
        dataSource={state.channels}
        columns={[
          { title: words.channel, dataIndex: 'name' },
          {
            title: text.common.status,
            render: (_, { active, reconciled }) =>
              reconciled ? (
                <State word={words.reconciled} tone='good' />
              ) : (
                <State word={active ? words.notReconciled : words.quiet} tone={active ? 'open' : 'quiet'} />
              ),
          },
          {
            title: words.openDifferences,
            align: 'right',
            render: (_, { open }) => <span className='number'>{open}</span>,
          },
          {
            title: words.waitingRows,
            align: 'right',
            render: (_, { waiting }) => <span className='number'>{waiting}</span>,
          },
        ]}
      />
    </>
  )
}

/** The day that is to be closed next, and whether anything stands in its way. */
export function NextToClose({ next, dayLink }: { next: ClosingState; dayLink(date: string): string }) {
  const navigate = useNavigate()
  const { date, state, blocks, notes } = next
  const beside = countOf(notes)
  const says =
    state !== 'ready' ? words.blocked(countOf(blocks)) : beside === 0 ? words.ready : words.readyBeside(beside)
  return (
    <div className={`section next-to-close ${state}`} role='status'>
      <b className='number'>{words.nextToClose(date)}</b>
      <span className={`sign ${state === 'ready' && beside === 0 ? 'balanced' : 'differences'}`}>{says}</span>
      <Button type={state === 'ready' ? 'primary' : 'default'} onClick={() => navigate(dayLink(date))}>
        {state === 'ready' ? words.closing : words.see}
      </Button>
    </div>
  )
}

/** The newest closings of a company, more than the board shows days. */
export const loadClosings = (company: string): Promise<ClosingsAnswer> =>
  get<ClosingsAnswer>(`/closings${query({ company, size: 100 })}`)

/** The closing that locks a day; a closing locks quiet days before its own too. */
export const closureOf = (closures: readonly ClosureView[], date: string): ClosureView | undefined =>
  closures.find((closure) => closure.since <= date && date <= closure.date)
