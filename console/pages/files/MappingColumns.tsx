import { Select, Table } from 'antd'
import type { LookAnswer } from '../../../contract/consoleMappings'
import { MAPPED_COLUMNS, type MappedColumn } from '../../../contract/mappingWords'
import { text } from '../../text'

const words = text.statementImport

/** The heading that each column has in the file, as far as it is told. */
export type Told = Partial<Record<MappedColumn, string>>
type Looked = Extract<LookAnswer, { outcome: 'read' }>

interface Props {
  looked: Looked
  headingAt: number
  told: Told
  onHeading(at: number): void
  onTold(column: MappedColumn, heading: string): void
}

/** The file's first lines, and which heading is which column. */
export function MappingColumns({ looked, headingAt, told, onHeading, onTold }: Props) {
  const headings = [...new Set((looked.lines[headingAt]?.cells ?? []).map((cell) => cell.trim()).filter(Boolean))]
  const width = Math.max(...looked.lines.map(({ cells }) => cells.length), 1)
  return (
    <>
      <h2>{words.first}</h2>
      <Table
        aria-label={words.first}
        size='small'
        pagination={false}
        scroll={{ x: 'max-content', y: 280 }}
        rowKey='line'
        dataSource={looked.lines}
        columns={[
          { title: words.line, dataIndex: 'line', width: 64 },
          ...Array.from({ length: width }, (_, at) => ({
            title: String(at + 1),
            key: at,
            render: (_value: unknown, { cells }: Looked['lines'][number]) => cells[at] ?? '',
          })),
        ]}
      />
      <h2>{words.columns}</h2>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
        <div>
          <div className='page-help'>{words.headingAt}</div>
          <Select
            aria-label={words.headingAt}
            style={{ width: 150 }}
            value={headingAt}
            onChange={onHeading}
            options={looked.lines.map(({ line }, value) => ({ value, label: String(line) }))}
          />
        </div>
        {MAPPED_COLUMNS.map((column) => (
          <div key={column}>
            <div className='page-help'>{words.names[column]}</div>
            <Select
              aria-label={words.names[column]}
              style={{ width: 150 }}
              value={told[column] ?? ''}
              onChange={(heading: string) => onTold(column, heading)}
              options={[{ value: '', label: words.none }, ...headings.map((value) => ({ value, label: value }))]}
            />
          </div>
        ))}
      </div>
    </>
  )
}
