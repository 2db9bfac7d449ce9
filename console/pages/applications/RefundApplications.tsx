import { Button } from 'antd'
import { useState } from 'react'
import type { DeskRefund } from '../../../contract/consoleSettlements'
import { get, query } from '../../api'
import { CompanyChoice } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { LoadedView } from '../../components/LoadedView'
import { Amount, State } from '../../components/values'
import { useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { CorrectCardDialog } from '../money/CorrectCardDialog'

const words = text.applications.refund
const none = text.common.none
const SIZE = 20
const TONES = {
  applied: 'open',
  checked: 'open',
  'in-batch': 'open',
  paid: 'good',
  returned: 'bad',
  refused: 'quiet',
} as const

const COLUMNS: Column<DeskRefund>[] = [
  {
    key: 'appliedOn',
    title: words.appliedOn,
    render: ({ appliedOn }) => appliedOn,
    sortBy: ({ appliedOn }) => appliedOn,
  },
  {
    key: 'userCode',
    title: text.households.userCode,
    render: ({ userCode }) => <span className='number'>{userCode}</span>,
    sortBy: ({ userCode }) => userCode,
  },
  { key: 'season', title: text.common.season, render: ({ season }) => season },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  { key: 'bankCard', title: text.refunds.bankCard, render: ({ bankCard }) => bankCard },
  {
    key: 'from',
    title: words.from,
    render: ({ online, takenBy }) => (online ? words.online : words.inHall(takenBy ?? none)),
  },
  {
    key: 'state',
    title: text.common.status,
    render: ({ state }) => <State word={words.states[state]} tone={TONES[state]} />,
    sortBy: ({ state }) => state,
  },
  { key: 'redLetter', title: words.redLetter, render: ({ redLetter }) => words.redLetters[redLetter] },
  { key: 'reason', title: words.reason, render: ({ reason }) => reason ?? none },
]

/** Refunds after a season that go to bank cards; where one came back or was refused, the registered card can be put right. */
export function RefundApplications({ company }: { company: string }) {
  const { may } = useStaff()
  const [{ page }, change] = useFilters({ page: '1' })
  const [correcting, setCorrecting] = useState<DeskRefund>()
  const path = `/settlements/refunds${query({ company, page, size: SIZE })}`
  const list = useLoaded(path, () => get<{ rows: DeskRefund[]; total: number }>(path))
  const act: Column<DeskRefund> = {
    key: 'act',
    title: text.refunds.act,
    render: (row) =>
      row.state === 'returned' || row.state === 'refused' ? (
        <Button onClick={() => setCorrecting(row)}>{text.bankCards.act}</Button>
      ) : (
        none
      ),
  }
  return (
    <>
      <p className='page-help'>{text.applications.refundsHelp}</p>
      <LoadedView of={list}>
        {({ rows, total }) => (
          <DataTable
            id='refund-applications'
            label={text.applications.tabs.refunds}
            columns={may('propose') ? [...COLUMNS, act] : COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            loading={list.loading}
            empty={text.applications.noRefunds}
            paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
            toolbar={<CompanyChoice value={company} onChange={(id) => change({ company: id })} />}
          />
        )}
      </LoadedView>
      {correcting && (
        <CorrectCardDialog
          company={company}
          userCode={correcting.userCode}
          onClose={() => setCorrecting(undefined)}
          onProposed={list.reload}
        />
      )}
    </>
  )
}
