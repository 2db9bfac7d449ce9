import { Table } from 'antd'
import type { ChangedRow, FileChange } from '../../../contract/consoleFiles'
import { formatYuan } from '../../../contract/money'
import { Amount, State } from '../../components/values'
import { text } from '../../text'

const words = text.files
const TONES = { added: 'good', removed: 'bad', changed: 'open' } as const

/** How a re-sent file differs from the one in force: the sums first, then row by row. */
export function FileChanges({ change }: { change: FileChange }) {
  const { before, rowsBefore, rowsAfter, totalBeforeFen, totalAfterFen, added, removed, changed, rows } = change
  return (
    <section aria-label={words.change(before.version ?? 1)} style={{ marginTop: 16 }}>
      <h2 className='page-title'>{words.change(before.version ?? 1)}</h2>
      <p className='number'>
        {words.rows} {rowsBefore} → {rowsAfter} · {formatYuan(totalBeforeFen)} → {formatYuan(totalAfterFen)}
      </p>
      <p className='number'>
        {words.counts(added, removed, changed)}
        {added + removed + changed > rows.length && ` · ${words.firstOnly(rows.length)}`}
      </p>
      <Table<ChangedRow>
        aria-label={words.change(before.version ?? 1)}
        size='small'
        rowKey={({ kind, key, change: of }) => `${kind} ${key} ${of}`}
        pagination={false}
        scroll={{ x: 'max-content', y: 420 }}
        dataSource={rows}
        locale={{ emptyText: words.noChanges }}
        columns={[
          {
            title: words.changeOf,
            render: (_, { change: of }) => <State word={words.changes[of]} tone={TONES[of]} />,
          },
          { title: words.kind, render: (_, { kind }) => words.kinds[kind] },
          { title: words.key, dataIndex: 'key' },
          { title: words.orderNo, render: (_, { orderNo }) => orderNo ?? text.common.none },
          {
            title: words.amountBefore,
            align: 'right',
            render: (_, row) => <Amount fen={row.before?.amountFen ?? null} />,
          },
          {
            title: words.amountAfter,
            align: 'right',
            render: (_, row) => <Amount fen={row.after?.amountFen ?? null} />,
          },
          { title: words.stateBefore, render: (_, row) => row.before?.state ?? text.common.none },
          { title: words.stateAfter, render: (_, row) => row.after?.state ?? text.common.none },
        ]}
      />
    </section>
  )
}
