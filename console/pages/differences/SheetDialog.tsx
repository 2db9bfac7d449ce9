import { Table } from 'antd'
import { Link } from 'react-router-dom'
import type { BulkAnswer } from '../../../contract/consoleDifferences'
import { query, upload } from '../../api'
import { FileDialog } from '../../components/FileDialog'
import { State } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.differences
const TONES = { proposed: 'good', refused: 'bad', 'left-out': 'quiet' } as const

/** Brings back the Excel file that was filled in, and tells row by row what became of it. */
export function SheetDialog({
  company,
  onClose,
  onProposed,
}: {
  company: string
  onClose(): void
  onProposed(): void
}) {
  const send = async (file: File, onGone: (gone: number) => void) => {
    const form = new FormData()
    form.append('file', file)
    const answer = await upload<BulkAnswer>(`/difference-sheets${query({ company })}`, form, onGone)
    onProposed()
    return answer
  }

  return (
    <FileDialog
      title={words.excelInTitle}
      okText={words.propose}
      help={words.excelInHelp}
      accept='.xlsx'
      answerWidth={760}
      send={send}
      shown={(answer) => (
        <>
          <p role='status'>{words.bulkSummary(answer.proposed, answer.refused, answer.leftOut)}</p>
          <Table
            aria-label={words.manyResult}
            size='small'
            rowKey='row'
            pagination={false}
            scroll={{ y: 360 }}
            dataSource={answer.rows.filter(({ outcome }) => outcome !== 'left-out')}
            locale={{ emptyText: words.nothingFilledIn }}
            columns={[
              { title: words.row, dataIndex: 'row', align: 'right', width: 64 },
              {
                title: words.outcome,
                width: 100,
                render: (_, { outcome }) => <State word={words.outcomes[outcome]} tone={TONES[outcome]} />,
              },
              {
                title: words.whyNot,
                render: (_, { why, approvalId }) =>
                  why ??
                  (approvalId ? (
                    <Link to={`/approvals${query({ company, open: approvalId })}`}>{words.seeApproval}</Link>
                  ) : (
                    text.common.none
                  )),
              },
            ]}
          />
        </>
      )}
      onClose={onClose}
    />
  )
}
