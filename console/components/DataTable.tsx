import { Button, Checkbox, Dropdown, Table } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { type ReactNode, useState } from 'react'
import { text } from '../text'

/** How a table is sorted: by which column, and which way. */
export interface Order {
  key: string
  way: 'ascend' | 'descend'
}

interface Kept {
  /** Undefined until somebody chose. */
  hidden: string[] | undefined
  order: Order | undefined
}

const keptUnder = (id: string) => `heatpay.console.table.${id}`

function read(id: string): Kept {
  try {
    const { hidden, order } = JSON.parse(localStorage.getItem(keptUnder(id)) ?? '{}') as Partial<Kept>
    return { hidden: Array.isArray(hidden) ? hidden.map(String) : undefined, order }
  } catch {
    return { hidden: undefined, order: undefined }
  }
}

/** What somebody chose for a table: columns that he hides, and its order. Kept in this browser. */
export function useKeptTable(id: string): [Kept, (change: Partial<Kept>) => void] {
  const [kept, setKept] = useState(() => read(id))
  const change = (to: Partial<Kept>) => {
    const next = { ...kept, ...to }
    setKept(next)
    localStorage.setItem(keptUnder(id), JSON.stringify(next))
  }
  return [kept, change]
}

export interface Column<Row> {
  key: string
  title: string
  render(row: Row): ReactNode
  /** Sorts what is shown. */
  sortBy?(row: Row): string | number
  align?: 'right'
  width?: number
  /** Not shown until somebody chooses it. */
  hiddenAtFirst?: boolean
}

interface Props<Row> {
  /** Names the table; the choice of columns is kept under it in this browser. */
  id: string
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
  loading?: boolean
  empty?: ReactNode
  /** Where the same list is to be had as an Excel file. */
  excel?: string
  /** With a mouse click, and with Enter on the row. */
  onOpen?(row: Row): void
  /** A list by pages, which begin at 1. */
  paging?: { page: number; size: number; total: number; onPage(page: number): void }
  /** Who sorts is the server, over all pages. Without it a list of several pages is not sorted: a sorted page would look like a sorted list. */
  sorting?: { order: Order | undefined; keys: readonly string[]; onOrder(order: Order | undefined): void }
  /** Filters, shown on the left of the table's own buttons. */
  toolbar?: ReactNode
  /** Between the filters and the table: sums of what is shown, and what can be done with it. */
  below?: ReactNode
  /** Rows that can be chosen, and what is done with those chosen stands in the toolbar. */
  choosing?: { chosen: readonly string[]; onChoose(keys: string[]): void; mayChoose(row: Row): boolean }
}

/** A table that keeps its column choice and order, exports what is shown, and opens rows by keyboard too. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { id, label, columns, rows, rowKey, loading, empty, excel, onOpen, paging, toolbar, below, choosing, sorting } =
    props
  const [kept, keep] = useKeptTable(id)
  const severalPages = paging !== undefined && paging.total > rows.length
  const order = sorting ? sorting.order : kept.order
  const hidden = kept.hidden ?? columns.filter(({ hiddenAtFirst }) => hiddenAtFirst).map(({ key }) => key)
  const choose = (shown: string[]) =>
    keep({ hidden: columns.map(({ key }) => key).filter((key) => !shown.includes(key)) })
  const shown = columns.filter(({ key }) => !hidden.includes(key))
  const chooser = (
    <div style={{ background: '#fff', padding: 12, border: '1px solid #e5e1da', borderRadius: 6 }}>
      <Checkbox.Group
        style={{ display: 'grid', gap: 8 }}
        value={shown.map(({ key }) => key)}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={choose}
      />
    </div>
  )
  const ends = (
    <div className='end'>
      {paging && <span>{text.common.total(paging.total)}</span>}
      {(rows.length > 0 || paging) && (
        <Dropdown trigger={['click']} popupRender={() => chooser}>
          <Button>{text.common.columns}</Button>
        </Dropdown>
      )}
      {excel && <Button href={excel}>{text.common.export}</Button>}
    </div>
  )
  return (
    <>
      <div className='toolbar'>
        {toolbar}
        {!below && ends}
      </div>
      {below && (
        <div className='toolbar'>
          {below}
          {ends}
        </div>
      )}
      <div className='wide-table'>
        <Table<Row>
          aria-label={label}
          size='small'
          dataSource={[...rows]}
          rowKey={rowKey}
          loading={loading}
          locale={{ emptyText: empty ?? text.common.nothing }}
          columns={shown.map((column) => {
            const sorts = sorting ? sorting.keys.includes(column.key) : column.sortBy !== undefined && !severalPages
            return antColumn(column, order, sorts ? (sorting ? 'server' : 'page') : undefined)
          })}
          onChange={(_, __, sorter) => {
            const { columnKey, order: way } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter
            const next = way && columnKey !== undefined ? { key: String(columnKey), way } : undefined
            if (sorting) {
              const { key, way: before } = sorting.order ?? {}
              if (key !== next?.key || before !== next?.way) sorting.onOrder(next)
            } else keep({ order: next })
          }}
          rowSelection={
            choosing && {
              selectedRowKeys: [...choosing.chosen],
              onChange: (keys) => choosing.onChoose(keys.map(String)),
              getCheckboxProps: (row) => ({
                disabled: !choosing.mayChoose(row),
                'aria-label': `${text.common.choose} ${rowKey(row)}`,
              }),
              getTitleCheckboxProps: () => ({ 'aria-label': text.common.chooseAll }),
            }
          }
          onRow={(row) =>
            onOpen
              ? {
                  className: 'clickable-row',
                  tabIndex: 0,
                  onClick: () => onOpen(row),
                  onKeyDown: ({ key, target, currentTarget }) => {
                    if (key === 'Enter' && target === currentTarget) onOpen(row)
                  },
                }
              : {}
          }
          pagination={
            paging
              ? {
                  current: paging.page,
                  pageSize: paging.size,
                  total: paging.total,
                  showSizeChanger: false,
                  hideOnSinglePage: true,
                  onChange: paging.onPage,
                }
              : false
          }
        />
      </div>
    </>
  )
}

function antColumn<Row>(
  { key, title, render, sortBy, align, width }: Column<Row>,
  order: Order | undefined,
  sortedBy: 'server' | 'page' | undefined,
): ColumnType<Row> {
  return {
    key,
    title,
    align,
    width,
    render: (_, row) => render(row),
    ...(sortedBy
      ? {
          sorter: sortedBy === 'page' && sortBy ? (one: Row, other: Row) => compare(sortBy(one), sortBy(other)) : true,
          sortOrder: order?.key === key ? order.way : null,
        }
      : {}),
  }
}

const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0)

interface OfDay {
  date: string
  channelName: string
}

/** The two columns with which every list of days and channels begins. */
export function dayColumns<Row extends OfDay>(words: { date: string; channel: string }): Column<Row>[] {
  return [
    {
      key: 'date',
      title: words.date,
      render: ({ date }) => <span className='number'>{date}</span>,
      sortBy: ({ date }) => date,
    },
    {
      key: 'channel',
      title: words.channel,
      render: ({ channelName }) => channelName,
      sortBy: ({ channelName }) => channelName,
    },
  ]
}
