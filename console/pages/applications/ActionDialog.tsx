import { DatePicker, Form, Input, Radio } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { ApplicationView } from '../../../contract/applications'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { type Action, amountOf, bodyOf, type Draft, type Field, isWhole } from './actions'

const words = text.applications.fields

const LONG: readonly Field[] = ['note', 'reason']

const MOST = { room: 16, celsius: 8, amount: 20, note: 200, reason: 200, paperTitle: 60, paperNumber: 40 }

interface Props {
  application: ApplicationView
  deed: Action
  /** The server's civil day. */
  today: string
  onClose(): void
  onDone(): void
}

/** Asks for what a deed about an application needs, and does it; what the server refuses is said in the dialog. */
export function ActionDialog({ application, deed, today, onClose, onDone }: Props) {
  const { act, busy, error } = useAct()
  const [draft, setDraft] = useState<Draft>({
    on: today,
    passed: true,
    room: '',
    celsius: '',
    amount: '',
    note: '',
    reason: '',
    paperTitle: '',
    paperNumber: '',
    paperOn: today,
  })
  const said = text.applications.deeds[deed.key]
  const set = (to: Partial<Draft>) => setDraft((before) => ({ ...before, ...to }))
  const doIt = async () => {
    const path = `/applications/${application.id}/${deed.path}`
    if (!(await act(() => post(path, bodyOf(deed, draft)), said.done))) return
    onDone()
    onClose()
  }
  return (
    <ActDialog
      title={said.title}
      says={said.says}
      amountFen={deed.fields.includes('amount') ? amountOf(draft) : undefined}
      ok={said.act}
      disabled={!isWhole(deed, draft)}
      busy={busy}
      error={error}
      onAct={() => void doIt()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        {deed.fields.map((field) => (
          <Asked key={field} field={field} draft={draft} today={today} onChange={set} />
        ))}
      </Form>
    </ActDialog>
  )
}

function Asked(props: { field: Field; draft: Draft; today: string; onChange(to: Partial<Draft>): void }) {
  const { field, draft, today, onChange } = props
  const id = `deed-${field}`
  if (field === 'on' || field === 'paperOn') {
    return (
      <Form.Item label={words[field]} htmlFor={id}>
        <DatePicker
          id={id}
          allowClear={false}
          value={dayjs(draft[field])}
          maxDate={dayjs(today)}
          onChange={(day) => onChange({ [field]: day?.format('YYYY-MM-DD') ?? draft[field] })}
        />
      </Form.Item>
    )
  }
  if (field === 'passed') {
    return (
      <Form.Item label={words.passed}>
        <Radio.Group
          aria-label={words.passed}
          value={draft.passed}
          onChange={({ target }) => onChange({ passed: target.value === true })}
          options={[
            { value: true, label: words.passedChoices.yes },
            { value: false, label: words.passedChoices.no },
          ]}
        />
      </Form.Item>
    )
  }
  const shared = { id, maxLength: MOST[field], value: draft[field], autoComplete: 'off' }
  return (
    <Form.Item label={field === 'note' && !draft.passed ? words.faults : words[field]} htmlFor={id}>
      {LONG.includes(field) ? (
        <Input.TextArea {...shared} rows={2} onChange={({ target }) => onChange({ [field]: target.value })} />
      ) : (
        <Input {...shared} onChange={({ target }) => onChange({ [field]: target.value })} />
      )}
    </Form.Item>
  )
}

interface DayAndPaperProps {
  /** Ties the labels to their fields. */
  id: string
  labels: { day: string; paper: string }
  day: string | undefined
  from: string
  to: string | undefined
  paper: string
  onDay(day: string): void
  onPaper(paper: string): void
}

/** When something was done, and the paper that proves it. */
export function DayAndPaper({ id, labels, day, from, to, paper, onDay, onPaper }: DayAndPaperProps) {
  return (
    <>
      <Form.Item label={labels.day} htmlFor={`${id}-day`}>
        <DatePicker
          id={`${id}-day`}
          allowClear={false}
          value={day === undefined ? null : dayjs(day)}
          minDate={dayjs(from)}
          maxDate={to === undefined ? undefined : dayjs(to)}
          onChange={(chosen) => chosen && onDay(chosen.format('YYYY-MM-DD'))}
        />
      </Form.Item>
      <Form.Item label={labels.paper} htmlFor={`${id}-paper`}>
        <Input
          id={`${id}-paper`}
          autoComplete='off'
          maxLength={100}
          value={paper}
          onChange={({ target }) => onPaper(target.value)}
        />
      </Form.Item>
    </>
  )
}
