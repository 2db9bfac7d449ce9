import { Alert, Table } from 'antd'
import type { MappingRow, PreviewAnswer } from '../../../contract/consoleMappings'
import { formatYuan } from '../../../contract/money'
import { momentText, plainYuan } from '../../hooks'
import { text } from '../../text'

const words = text.statementImport
type PreviewRow = Extract<PreviewAnswer, { outcome: 'read' }>['rows'][number]

const amountIf = (fen: number) => (fen > 0 ? plainYuan(fen) : '')

/** A day's movements as they will be read, and whether balances join. */
export function PreviewRows({ previewed }: { previewed: PreviewAnswer }) {
  if (previewed.outcome === 'wrong')
    return <Alert type='error' role='alert' showIcon message={words.wrong(previewed.reason)} />
  const { rows, count, inFen, outFen, openingFen, closingFen, holds, account, note } = previewed
  const joined =
    openingFen === null || closingFen === null
      ? words.noBalance
      : words.holds(formatYuan(openingFen), formatYuan(closingFen))
  return (
    <section aria-label={words.rows}>
      <h2>{words.rows}</h2>
      <p role='status'>{words.sums(count, formatYuan(inFen), formatYuan(outFen))}</p>
      <Alert type={holds ? 'success' : 'error'} showIcon message={holds ? joined : words.breaks} />
      {note && <p className='page-help'>{note}</p>}
      <p className='page-help'>{account === '' ? words.noAccount : words.ofAccount(account)}</p>
      <Table<PreviewRow>
        aria-label={words.rows}
        size='small'
        pagination={false}
        scroll={{ x: 'max-content', y: 360 }}
        rowKey='line'
        dataSource={rows}
        columns={[
          { title: words.line, dataIndex: 'line', width: 64 },
          { title: words.bookedOn, dataIndex: 'bookedOn' },
          { title: words.received, align: 'right', render: (_, { fen }) => amountIf(fen) },
          { title: words.paid, align: 'right', render: (_, { fen }) => amountIf(0 - fen) },
          { title: words.number, dataIndex: 'bankReference' },
          { title: words.what, dataIndex: 'remark' },
        ]}
      />
    </section>
  )
}

/** The templates that two people have agreed on. */
export function MappingTable({ mappings }: { mappings: readonly MappingRow[] }) {
  return (
    <Table<MappingRow>
      aria-label={words.kept}
      size='small'
      pagination={false}
      rowKey='id'
      dataSource={[...mappings]}
      locale={{ emptyText: words.keptNone }}
      columns={[
        { title: words.name, dataIndex: 'name' },
        { title: words.account, dataIndex: 'account' },
        {
          title: words.columns,
          render: (_, { columns }) =>
            columns.map(({ column, heading }) => words.as(heading, words.names[column])).join('，'),
        },
        { title: words.by, render: (_, { proposedBy, approvedBy }) => words.byBoth(proposedBy, approvedBy) },
        { title: words.at, render: (_, { approvedAt }) => momentText(approvedAt) },
      ]}
    />
  )
}
