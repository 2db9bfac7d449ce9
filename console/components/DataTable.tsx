import { Button, Checkbox, Dropdown, Table } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { type ReactNode, useState } from 'react'
import { text } from '../text'

export interface Column<Row> {
  key: string
  title: string
  render(row: Row): ReactNode
  /** Sorts what is shown. */
  sortBy?(row: Row): string | number
  align?: 'right'
  width?: number
}

interface Props<Row> {
  /** Names the table; the choice of columns is kept under it in this browser. */
  id: string
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
  loading?: boolean
  empty?: string
  /** Where the same list is to be had as an Excel file. */
  excel?: string
  /** With a mouse click, and with Enter on the row. */
  onOpen?(row: Row): void
  /** A list by pages, which begin at 1. */
  paging?: { page: number; size: number; total: number; onPage(page: number): void }
  /** Filters, shown on the left of the table's own buttons. */
  toolbar?: ReactNode
}

const keptUnder = (id: string) => `heatpay.console.columns.${id}`

function readHidden(id: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder(id)) ?? '[]')
    return Array.isArray(kept) ? kept.map(String) : []
  } catch {
    return []
  }
}

/** A table that keeps its column choice, sorts, exports what is shown, and opens rows by keyboard too. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { id, label, columns, rows, rowKey, loading, empty, excel, onOpen, paging, toolbar } = props
  const [hidden, setHidden] = useState(() => readHidden(id))
  const choose = (shown: string[]) => {
    const next = columns.map(({ key }) => key).filter((key) => !shown.includes(key))
    setHidden(next)
    localStorage.setItem(keptUnder(id), JSON.stringify(next))
  }
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
  return (
    <>
      <div className='toolbar'>
        {toolbar}
        <div className='end'>
          {paging && <span>{text.common.total(paging.total)}</span>}
          {(rows.length > 0 || paging) && (
            <Dropdown trigger={['click']} popupRender={() => chooser}>
              <Button>{text.common.columns}</Button>
            </Dropdown>
          )}
          {excel && <Button href={excel}>{text.common.export}</Button>}
        </div>
      </div>
      <Table<Row>
        aria-label={label}
        size='small'
        dataSource={[...rows]}
        rowKey={rowKey}
        loading={loading}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: empty ?? text.common.nothing }}
        columns={shown.map((column) => antColumn(column))}
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
    </>
  )
}

function antColumn<Row>({ key, title, render, sortBy, align, width }: Column<Row>): ColumnType<Row> {
  return {
    key,
    title,
    align,
    width,
    render: (_, row) => render(row),
    ...(sortBy ? { sorter: (one: Row, other: Row) => compare(sortBy(one), sortBy(other)) } : {}),
  }
}

const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0)
