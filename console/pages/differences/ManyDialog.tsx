import { Alert, Modal, Progress, Table } from 'antd'
import { useState } from 'react'
import type { DifferenceRow, ProposedAnswer } from '../../../contract/consoleDifferences'
import { formatYuan, sumFen } from '../../../contract/money'
import { post, sentenceOf } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { DialogFields } from '../../components/FormDialog'
import { WordsField } from '../../components/fields'
import { useFocusBack } from '../../components/hooks'
import { Amount, State } from '../../components/LoadedView'
import { Cancelled, useGuarded } from '../../components/SecondFactor'
import { text } from '../../text'

const words = text.differences

interface Told {
  id: string
  why: string | null
}

/** Hands in the suggestion of each chosen difference, one after the other, and tells what became of each. */
export function ManyDialog({
  company,
  rows,
  onClose,
}: {
  company: string
  rows: readonly DifferenceRow[]
  onClose(worked: boolean): void
}) {
  useFocusBack()
  const guarded = useGuarded()
  // What was chosen when the dialog opened, whatever the list behind it does meanwhile.
  const [chosen] = useState(rows)
  const asked = useDialogForm({ reason: '' })
  const [told, setTold] = useState<Told[]>([])
  const [busy, setBusy] = useState(false)
  const ready = chosen.filter(
    ({ suggestion }) =>
      suggestion && !suggestion.needsUserCode && !suggestion.needsEvidence && !suggestion.needsRemindDay,
  )
  const amountFen = sumFen(ready.map(({ suggestion }) => Math.abs(suggestion?.amountFen ?? 0)))
  const over = told.length > 0 && !busy

  const propose = async () => {
    setBusy(true)
    for (const { id, suggestion } of ready) {
      if (!suggestion) continue
      const body = { company, resolution: suggestion.resolution, reason: asked.values.reason.trim() }
      try {
        await guarded(() => post<ProposedAnswer>(`/differences/${id}/proposals`, body))
        setTold((before) => [...before, { id, why: null }])
      } catch (failed) {
        if (failed instanceof Cancelled) break
        setTold((before) => [...before, { id, why: sentenceOf(failed) }])
      }
    }
    setBusy(false)
  }

  return (
    <Modal
      title={words.proposeManyTitle}
      width={880}
      open
      okText={over ? text.common.close : words.propose}
      cancelText={text.common.cancel}
      cancelButtonProps={{ style: over ? { display: 'none' } : undefined }}
      confirmLoading={busy}
      okButtonProps={{ disabled: !over && (!asked.whole || ready.length === 0) }}
      onOk={() => (over ? onClose(true) : void propose())}
      onCancel={() => onClose(told.length > 0)}
    >
      <p className='statement'>{words.proposeManySays(ready.length)}</p>
      <p className='statement-amount'>{text.approvals.amount(formatYuan(amountFen))}</p>
      {ready.length < chosen.length && (
        <Alert type='info' showIcon message={words.needsCode(chosen.length - ready.length)} />
      )}
      {(busy || over) && (
        <Progress
          percent={Math.round((told.length / Math.max(1, ready.length)) * 100)}
          format={() => words.progress(told.length, ready.length)}
          aria-label={words.manyResult}
        />
      )}
      <Table
        aria-label={words.manyResult}
        size='small'
        rowKey='id'
        pagination={false}
        scroll={{ y: 280 }}
        dataSource={[...ready]}
        columns={[
          { title: words.date, render: (_, { date }) => <span className='number'>{date}</span>, width: 110 },
          { title: words.channel, dataIndex: 'channelName', width: 110 },
          { title: words.suggestion, render: (_, { suggestion }) => suggestion?.says },
          {
            title: `${text.common.amount}（元）`,
            align: 'right',
            width: 110,
            render: (_, { suggestion }) => <Amount fen={suggestion?.amountFen ?? null} />,
          },
          {
            title: words.outcome,
            width: 180,
            render: (_, { id }) => {
              const mine = told.find((one) => one.id === id)
              if (!mine) return text.common.none
              return mine.why === null ? (
                <State word={words.outcomes.proposed} tone='good' />
              ) : (
                <>
                  <State word={words.outcomes.refused} tone='bad' /> {mine.why}
                </>
              )
            },
          },
        ]}
      />
      {!over && (
        <DialogFields name='many' of={asked} style={{ marginTop: 12 }}>
          <WordsField name='reason' label={words.why} autoFocus />
        </DialogFields>
      )}
    </Modal>
  )
}
