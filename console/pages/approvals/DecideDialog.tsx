import { Alert, Modal } from 'antd'
import { useState } from 'react'
import type { ApprovalView } from '../../../contract/console'
import { formatYuan } from '../../../contract/money'
import { useDialogForm } from '../../components/dialogForm'
import { DialogFields } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { text } from '../../text'

export type Decision = 'approve' | 'reject' | 'withdraw'

const TITLES: Record<Decision, string> = {
  approve: text.approvals.approveTitle,
  reject: text.approvals.rejectTitle,
  withdraw: text.approvals.withdrawTitle,
}
const CONSEQUENCES: Record<Decision, string> = {
  approve: text.approvals.willDo,
  reject: text.approvals.willReject,
  withdraw: text.approvals.willWithdraw,
}
const BUTTONS: Record<Decision, string> = {
  approve: text.approvals.approveOk,
  reject: text.approvals.reject,
  withdraw: text.approvals.withdraw,
}

/** The sentence of a proposal and its amount, as large as they deserve. */
export function Statement({ approval }: { approval: Pick<ApprovalView, 'summary' | 'amountFen'> }) {
  const { summary, amountFen } = approval
  return (
    <>
      <p className='statement'>{summary}</p>
      <p className='statement-amount'>
        {amountFen === null ? text.approvals.noAmount : text.approvals.amount(formatYuan(amountFen))}
      </p>
    </>
  )
}

interface Props {
  approval: ApprovalView
  /** Undefined while nothing is asked. */
  decision: Decision | undefined
  error: string | undefined
  onDecide(decision: Decision, comment: string): Promise<void>
  onClose(): void
}

/** Repeats what a decision does, sentence and amount, before it is taken; a refusal needs its reason. */
export function DecideDialog({ approval, decision, error, onDecide, onClose }: Props) {
  const [busy, setBusy] = useState(false)
  const shown = decision ?? 'approve'
  const needsReason = shown !== 'approve'
  const asked = useDialogForm({ comment: '' }, needsReason)
  return (
    <Modal
      title={TITLES[shown]}
      open={decision !== undefined}
      okText={BUTTONS[shown]}
      cancelText={text.common.cancel}
      okButtonProps={{ disabled: !asked.whole }}
      confirmLoading={busy}
      onCancel={onClose}
      afterClose={() => asked.form.resetFields()}
      onOk={async () => {
        setBusy(true)
        await onDecide(shown, asked.values.comment.trim())
        setBusy(false)
      }}
    >
      <p>{CONSEQUENCES[shown]}</p>
      <Statement approval={approval} />
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      <DialogFields name='decision' of={asked}>
        <WordsField
          name='comment'
          label={needsReason ? text.approvals.reason : text.approvals.commentOptional}
          rules={needsReason ? undefined : []}
        />
      </DialogFields>
    </Modal>
  )
}
