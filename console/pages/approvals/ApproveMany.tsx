import { Alert, Button, Modal, Table } from 'antd'
import { useState } from 'react'
import type { ApprovalView } from '../../../contract/console'
import type { ApproveManyAnswer } from '../../../contract/consoleApprovals'
import { formatYuan, sumFen } from '../../../contract/money'
import { post } from '../../api'
import { useAct } from '../../components/hooks'
import { Amount, State } from '../../components/LoadedView'
import { text } from '../../text'

const words = text.approvals

/** Approves what was chosen with one code; each is decided by itself, and its outcome stands beside it. */
export function ApproveMany({ chosen, onDone }: { chosen: readonly ApprovalView[]; onDone(): void }) {
  const { act, busy, error, forget } = useAct()
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState<ApproveManyAnswer>()
  const total = sumFen(chosen.map(({ amountFen }) => amountFen ?? 0))
  const outcomes = new Map(answer?.results.map((result) => [result.id, result]))
  const approve = () =>
    act(async () => {
      const approvals = chosen.map(({ id, payloadHash }) => ({ id, payloadHash }))
      setAnswer(await post<ApproveManyAnswer>('/approvals/approve-many', { approvals }))
    })
  const close = () => {
    setOpen(false)
    forget()
    if (answer) onDone()
    setAnswer(undefined)
  }
  return (
    <>
      <Button type='primary' disabled={chosen.length === 0} onClick={() => setOpen(true)}>
        {words.approveChosen(chosen.length)}
      </Button>
      <Modal
        title={words.approveManyTitle}
        open={open}
        width='min(860px, 94vw)'
        okText={answer ? text.common.close : words.approveOk}
        cancelText={text.common.cancel}
        cancelButtonProps={answer ? { style: { display: 'none' } } : undefined}
        confirmLoading={busy}
        onCancel={close}
        onOk={() => (answer ? close() : void approve())}
      >
        <p className='statement'>{words.approveManySays(chosen.length, formatYuan(total))}</p>
        {answer && (
          <p role='status'>
            {words.approveManyDone(answer.results.filter(({ done }) => done).length, answer.results.length)}
          </p>
        )}
        {error && <Alert type='error' role='alert' showIcon message={error} />}
        <Table<ApprovalView>
          size='small'
          aria-label={words.approveManyTitle}
          rowKey='id'
          pagination={false}
          scroll={{ y: 360 }}
          dataSource={[...chosen]}
          columns={[
            { title: words.summary, render: (_, { summary }) => summary },
            {
              title: `${text.common.amount}（元）`,
              align: 'right',
              width: 130,
              render: (_, { amountFen }) => <Amount fen={amountFen} />,
            },
            {
              title: text.common.status,
              width: 220,
              render: (_, { id, status }) => {
                const outcome = outcomes.get(id)
                if (!outcome) return words.statuses[status]
                return outcome.done ? (
                  <State word={words.statuses.executed} tone='good' />
                ) : (
                  <State word={outcome.says} tone='bad' />
                )
              },
            },
          ]}
        />
      </Modal>
    </>
  )
}
