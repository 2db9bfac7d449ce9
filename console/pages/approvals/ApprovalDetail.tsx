import { Alert, App, Button, Descriptions, Space } from 'antd'
import { useState } from 'react'
import type { ApprovalView } from '../../../contract/console'
import { get, post, sentenceOf } from '../../api'
import { useCompanyName } from '../../components/CompanyChoice'
import { LoadedView, Moment, State } from '../../components/LoadedView'
import { Cancelled, useGuarded } from '../../components/SecondFactor'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { DecideDialog, type Decision, Statement } from './DecideDialog'
import { Sheet } from './Sheet'

/** The colour that goes with a status's word. */
export const STATUS_TONES = { proposed: 'open', approved: 'good', rejected: 'bad', executed: 'good' } as const

const words = text.approvals

/** One proposal: what it will do, who made it, and, for a second person, the two buttons. */
export function ApprovalDetail({ id, onDecided }: { id: string; onDecided(): void }) {
  const loaded = useLoaded(id, () => get<ApprovalView>(`/approvals/${encodeURIComponent(id)}`))
  return (
    <LoadedView of={loaded}>
      {(approval) => (
        <Shown
          approval={approval}
          onDecided={() => {
            loaded.reload()
            onDecided()
          }}
        />
      )}
    </LoadedView>
  )
}

function Shown({ approval, onDecided }: { approval: ApprovalView; onDecided(): void }) {
  const { may } = useStaff()
  const { message } = App.useApp()
  const guarded = useGuarded()
  const nameOf = useCompanyName()
  const [asking, setAsking] = useState<Decision>()
  const [error, setError] = useState<string>()
  const { id, own, status, payloadHash } = approval
  const open = status === 'proposed'

  const decide = async (decision: Decision, comment: string) => {
    setError(undefined)
    try {
      const body = decision === 'approve' ? { payloadHash, comment: comment || undefined } : { comment }
      await guarded(() => post(`/approvals/${id}/${decision === 'approve' ? 'approve' : 'reject'}`, body))
      setAsking(undefined)
      void message.success(
        { approve: text.approvals.approved, reject: text.approvals.rejected, withdraw: text.approvals.withdrawn }[
          decision
        ],
      )
      onDecided()
    } catch (failed) {
      if (failed instanceof Cancelled) return
      setError(sentenceOf(failed))
    }
  }

  return (
    <>
      <Statement approval={approval} />
      <Descriptions
        column={1}
        size='small'
        items={[
          {
            key: 'status',
            label: text.common.status,
            children: <State word={text.approvals.statuses[status]} tone={STATUS_TONES[status]} />,
          },
          { key: 'deed', label: text.approvals.deed, children: approval.deedName },
          { key: 'company', label: text.common.company, children: nameOf(approval.company) },
          {
            key: 'maker',
            label: text.approvals.maker,
            children: words.person(text.personName(approval.makerName), approval.makerNumber),
          },
          { key: 'madeAt', label: text.approvals.madeAt, children: <Moment at={approval.madeAt} /> },
          {
            key: 'checker',
            label: text.approvals.checker,
            children: words.person(text.personName(approval.checkerName ?? ''), approval.checkerNumber),
          },
          { key: 'decidedAt', label: text.approvals.decidedAt, children: <Moment at={approval.decidedAt} /> },
          { key: 'comment', label: text.approvals.comment, children: approval.comment ?? text.common.none },
        ]}
      />
      {status === 'proposed' && <Sheet id={id} company={approval.company} />}
      <p className='minor digest'>
        {words.hash} {payloadHash}
      </p>
      {open && own && <Alert type='info' showIcon message={text.approvals.ownHint} style={{ margin: '16px 0' }} />}
      {open && (
        <Space style={{ marginTop: 16 }}>
          {may('approve') && !own && (
            <Button type='primary' onClick={() => setAsking('approve')}>
              {text.approvals.approve}
            </Button>
          )}
          {own && <Button onClick={() => setAsking('withdraw')}>{text.approvals.withdraw}</Button>}
          {may('approve') && !own && <Button onClick={() => setAsking('reject')}>{text.approvals.reject}</Button>}
        </Space>
      )}
      <DecideDialog
        approval={approval}
        decision={asking}
        error={error}
        onDecide={decide}
        onClose={() => {
          setAsking(undefined)
          setError(undefined)
        }}
      />
    </>
  )
}
