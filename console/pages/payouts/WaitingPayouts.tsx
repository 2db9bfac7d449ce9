import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router-dom'
import type { WaitingPayoutsAnswer } from '../../../contract/consolePayouts'
import { formatYuan, sumFen } from '../../../contract/money'
import { get, post, query } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { type Column, DataTable } from '../../components/DataTable'
import { useAct } from '../../components/hooks'
import { Amount, EmptyState, LoadedView, State } from '../../components/LoadedView'
import { momentText, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.payouts
const none = text.common.none
const SIZE = 50

/** One payment that a batch can hold; `held` waits for a red letter first (TS4). */
interface Waiting {
  key: string
  kind: 'settlement' | 'payment'
  whose: string
  since: string
  amountFen: number
  bankCard: string
  bankName: string | null
  held: boolean
}

function rowsOf({ applications, cards }: WaitingPayoutsAnswer): Waiting[] {
  return [
    ...applications.map(({ id, userCode, appliedOn, amountFen, bankCard, bankName, redLetter }) => ({
      ...{ key: id, kind: 'settlement' as const, whose: userCode, since: appliedOn, amountFen, bankCard, bankName },
      held: redLetter === 'waiting',
    })),
    ...cards.map(({ refundNo, owner, recordedAt, amountFen, bankCard }) => ({
      ...{ key: refundNo, kind: 'payment' as const, whose: owner, since: momentText(recordedAt).slice(0, 10) },
      ...{ amountFen, bankCard, bankName: null, held: false },
    })),
  ]
}

const COLUMNS: Column<Waiting>[] = [
  { key: 'kind', title: words.kind, render: ({ kind }) => words.kinds[kind], sortBy: ({ kind }) => kind },
  {
    key: 'whose',
    title: words.whose,
    render: ({ whose }) => <span className='number'>{whose}</span>,
    sortBy: ({ whose }) => whose,
  },
  { key: 'since', title: words.since, render: ({ since }) => since, sortBy: ({ since }) => since },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  { key: 'bankCard', title: text.refunds.bankCard, render: ({ bankCard }) => bankCard },
  { key: 'bank', title: words.bank, render: ({ bankName }) => bankName ?? none },
  {
    key: 'held',
    title: text.common.status,
    render: ({ held }) => <State word={held ? words.held : words.waiting} tone={held ? 'open' : 'good'} />,
  },
]

interface Props {
  company: string
  season: string
  /** Changes when a batch did. */
  turn: number
  chooser: ReactNode
  onProposed(): void
}

/** What the next batch can hold: all of it, or what is chosen, is proposed by one person and approved by another. */
export function WaitingPayouts({ company, season, turn, chooser, onProposed }: Props) {
  const { may } = useStaff()
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useState<string[]>([])
  const [asking, setAsking] = useState(false)
  const path = `/settlements/payouts/waiting${query({ company, season })}`
  const loaded = useLoaded(`${path} ${turn}`, () => get<WaitingPayoutsAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {(answer) => {
        const rows = rowsOf(answer)
        const free = rows.filter(({ held }) => !held)
        const some = free.filter(({ key }) => chosen.includes(key))
        const toPay = some.length > 0 ? some : free
        const totalFen = sumFen(toPay.map(({ amountFen }) => amountFen))
        const shown = rows.slice((page - 1) * SIZE, page * SIZE)
        const onPage = new Set(shown.map(({ key }) => key))
        const mayPropose = may('propose') && answer.approvalId === null
        return (
          <>
            <DataTable
              id='waiting-payouts'
              label={words.waiting}
              columns={COLUMNS}
              rows={shown}
              rowKey={({ key }) => key}
              loading={loaded.loading}
              empty={
                <EmptyState says={words.noWaiting} help={words.noWaitingHelp}>
                  <Link to={`/approvals${query({ company, tab: 'refunds' })}`}>{words.toRefunds}</Link>
                </EmptyState>
              }
              paging={{ page, size: SIZE, total: rows.length, onPage: setPage }}
              choosing={
                mayPropose && rows.length > 0
                  ? {
                      chosen,
                      // What was chosen on other pages stays chosen.
                      onChoose: (keys) => setChosen([...chosen.filter((key) => !onPage.has(key)), ...keys]),
                      mayChoose: ({ held }) => !held,
                    }
                  : undefined
              }
              toolbar={
                <>
                  {chooser}
                  {mayPropose && free.length > 0 && (
                    <Button type='primary' onClick={() => setAsking(true)}>
                      {some.length > 0 ? words.proposeChosen(some.length) : words.proposeAll(free.length)}
                    </Button>
                  )}
                  {free.length > 0 && (
                    <span className='number'>
                      {words.sum(toPay.length, formatYuan(totalFen))}
                      {answer.payoutBefore !== null && ` · ${words.payBefore(answer.payoutBefore)}`}
                    </span>
                  )}
                </>
              }
            />
            {answer.approvalId !== null && (
              <Alert
                style={{ marginTop: 12 }}
                type='info'
                showIcon
                message={
                  <Link to={`/approvals${query({ company, open: answer.approvalId })}`}>{words.waitsForApproval}</Link>
                }
              />
            )}
            {asking && (
              <ProposeDialog
                company={company}
                season={season}
                toPay={toPay}
                totalFen={totalFen}
                onClose={() => setAsking(false)}
                onProposed={() => {
                  setChosen([])
                  onProposed()
                }}
              />
            )}
          </>
        )
      }}
    </LoadedView>
  )
}

interface Proposing {
  company: string
  season: string
  toPay: Waiting[]
  totalFen: number
  onClose(): void
  onProposed(): void
}

function ProposeDialog({ company, season, toPay, totalFen, onClose, onProposed }: Proposing) {
  const { act, busy, error } = useAct()
  const keysOf = (kind: Waiting['kind']) => toPay.filter((row) => row.kind === kind).map(({ key }) => key)
  const propose = async () => {
    const request = { company, season, applications: keysOf('settlement'), refunds: keysOf('payment') }
    if (!(await act(() => post('/settlements/payouts', request), words.proposed))) return
    onProposed()
    onClose()
  }
  return (
    <ActDialog
      title={words.proposeTitle}
      says={words.proposeSays(season, toPay.length)}
      amountFen={totalFen}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    />
  )
}
