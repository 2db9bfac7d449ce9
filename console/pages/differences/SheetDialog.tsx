import { Alert, Modal, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { BulkAnswer } from '../../../contract/consoleDifferences'
import { query, upload } from '../../api'
import { FileDrop } from '../../components/FileDrop'
import { useAct } from '../../components/useAct'
import { useFocusBack } from '../../components/useFocusBack'
import { State } from '../../components/values'
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
  useFocusBack()
  const { act, busy, error, forget } = useAct()
  const [file, setFile] = useState<File>()
  const [gone, setGone] = useState<number>()
  const [answer, setAnswer] = useState<BulkAnswer>()

  const send = () =>
    act(async () => {
      if (!file) return
      const form = new FormData()
      form.append('file', file)
      setAnswer(await upload<BulkAnswer>(`/difference-sheets${query({ company })}`, form, setGone))
      onProposed()
    }).then((done) => !done && setGone(undefined))

  return (
    <Modal
      title={words.excelInTitle}
      width={answer ? 760 : 520}
      open
      okText={answer ? text.common.close : words.propose}
      cancelText={text.common.cancel}
      cancelButtonProps={{ style: answer ? { display: 'none' } : undefined }}
      okButtonProps={{ disabled: !answer && !file }}
      confirmLoading={busy}
      onOk={() => (answer ? onClose() : void send())}
      onCancel={onClose}
    >
      {answer ? (
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
      ) : (
        <>
          <p className='page-help'>{words.excelInHelp}</p>
          {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
          <FileDrop
            accept='.xlsx'
            file={file}
            gone={gone}
            onFile={(given) => {
              forget()
              setFile(given)
            }}
          />
        </>
      )}
    </Modal>
  )
}
