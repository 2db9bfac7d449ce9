import type { ReactNode } from 'react'
import type { TransferView } from '../../contract/consoleBooks'
import { text } from '../text'
import { type Column, DataTable } from './DataTable'
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
