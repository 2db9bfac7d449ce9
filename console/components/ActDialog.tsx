import { Alert, Modal } from 'antd'
import type { ReactNode } from 'react'
import { formatYuan } from '../../contract/money'
import { text } from '../text'
import { useFocusBack } from './hooks'

export interface ActDialogProps {
  title: string
  /** What will happen, in a sentence. */
  says: string
  /** The money that it moves; null says that it moves none. Left out where nobody would think of money. */
  amountFen?: number | null
  ok: string
  danger?: boolean
  disabled?: boolean
  busy: boolean
  error: string | undefined
  onAct(): void
  onClose(): void
  children?: ReactNode
}

/** Says what will be done, with the amount, before it asks for it (ui.md, Finance staff). */
export function ActDialog({
  title,
  says,
  amountFen,
  ok,
  danger,
  disabled,
  busy,
  error,
  onAct,
  onClose,
  children,
}: ActDialogProps) {
  useFocusBack()
  return (
    <Modal
      title={title}
      open
      okText={ok}
      cancelText={text.common.cancel}
      confirmLoading={busy}
      okButtonProps={{ danger, disabled }}
      onOk={onAct}
      onCancel={onClose}
    >
      <p className='statement'>{says}</p>
      {amountFen !== undefined && (
        <p className={amountFen === null ? 'page-help' : 'statement-amount'}>
          {amountFen === null ? text.approvals.noAmount : text.approvals.amount(formatYuan(amountFen))}
        </p>
      )}
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      {children}
    </Modal>
  )
}
