import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import type { TransferView } from '../../contract/consoleBooks'
import { query } from '../api'
import { text } from '../text'
import { type Column, DataTable, type Order } from './DataTable'
import { Amount, Moment } from './LoadedView'

const words = text.money

const COLUMNS: Column<TransferView>[] = [
  {
    key: 'effectiveOn',
    title: words.effectiveOn,
    render: ({ effectiveOn }) => <span className='number'>{effectiveOn}</span>,
    sortBy: ({ effectiveOn }) => effectiveOn,
  },
  { key: 'event', title: words.event, render: ({ eventName }) => eventName, sortBy: ({ eventName }) => eventName },
  {
    key: 'debit',
    title: words.debitAccount,
    render: ({ debitName }) => debitName,
    sortBy: ({ debitName }) => debitName,
  },
  {
    key: 'credit',
    title: words.creditAccount,
    render: ({ creditName }) => creditName,
    sortBy: ({ creditName }) => creditName,
  },
  {
    key: 'amount',
    title: `${text.common.amount}（元）`,
    align: 'right',
    render: ({ amountFen }) => <Amount fen={amountFen} />,
    sortBy: ({ amountFen }) => amountFen,
  },
  {
    key: 'balance',
    title: words.runningBalance,
    align: 'right',
    render: ({ balanceFen }) => <Amount fen={balanceFen ?? null} />,
  },
  {
    key: 'user',
    title: text.common.user,
    render: ({ userCode, householdId, company }) =>
      userCode && householdId ? (
        <Link to={`/households/${householdId}${query({ company })}`} onClick={(event) => event.stopPropagation()}>
          {userCode}
        </Link>
      ) : (
        text.common.none
      ),
  },
  {
    key: 'order',
    title: words.orderNo,
    render: ({ orderNo }) => <span className='number'>{orderNo ?? text.common.none}</span>,
  },
  { key: 'season', title: text.common.season, render: ({ season }) => season ?? text.common.none },
  {
    key: 'recordedAt',
    title: words.recordedAt,
    render: ({ recordedAt }) => <Moment at={recordedAt} />,
    sortBy: ({ recordedAt }) => recordedAt,
  },
]

interface Props {
  id: string
  transfers: readonly TransferView[]
  onOpen?(transfer: TransferView): void
  loading?: boolean
  excel?: string
  paging?: { page: number; size: number; total: number; onPage(page: number): void }
  toolbar?: ReactNode
  sorting?: { order: Order | undefined; keys: readonly string[]; onOrder(order: Order | undefined): void }
}

/** Entries of the ledger; a row opens its evidence. */
export function TransferTable({ transfers, ...rest }: Props) {
  return (
    <DataTable
      {...rest}
      label={words.transfers}
      columns={COLUMNS}
      rows={transfers}
      rowKey={({ id }) => id}
      empty={words.noEntries}
    />
  )
}
