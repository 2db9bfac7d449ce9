import { DatePicker, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { ProposedAnswer, ResolutionView } from '../../../contract/consoleDifferences'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { WordsField } from '../../components/WordsField'
import { text } from '../../text'
import { ClaimsField } from './ClaimsField'

const words = text.differences

interface Props {
  company: string
  id: string
  /** What may be proposed; the first is preset. */
  ways: readonly ResolutionView[]
  onClose(): void
  onProposed(): void
}

/** Proposes how a difference is resolved, after saying what will be done and with how much; a second person decides. */
export function ProposeDialog({ company, id, ways, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const [chosen, setChosen] = useState(ways[0]?.resolution)
  const [reason, setReason] = useState('')
  const [userCode, setUserCode] = useState('')
  const [evidence, setEvidence] = useState('')
  const [remindOn, setRemindOn] = useState('')
  const [claims, setClaims] = useState<string[]>([])
  const way = ways.find(({ resolution }) => resolution === chosen)
  if (!way) return null

  const propose = async () => {
    const body = {
      company,
      resolution: way.resolution,
      reason: reason.trim(),
      ...(way.needsUserCode ? { userCode: userCode.trim() } : {}),
      ...(way.needsEvidence ? { evidence: evidence.trim() } : {}),
      ...(way.needsRemindDay ? { remindOn } : {}),
      ...(way.claims.length > 0 && claims.length > 0 ? { claims } : {}),
    }
    const done = await act(() => post<ProposedAnswer>(`/differences/${id}/proposals`, body), words.proposed)
    if (done) {
      onClose()
      onProposed()
    }
  }

  return (
    <ActDialog
      title={`${words.proposeTitle}：${way.name}`}
      says={`${words.proposeHelp}${way.says}`}
      amountFen={way.amountFen}
      ok={words.propose}
      busy={busy}
      error={error}
      disabled={
        reason.trim() === '' ||
        (way.needsUserCode && userCode.trim() === '') ||
        (way.needsEvidence && evidence.trim() === '') ||
        (way.needsRemindDay && remindOn === '')
      }
      onAct={() => void propose()}
      onClose={onClose}
    >
      <Form layout='vertical' requiredMark={false}>
        {ways.length > 1 && (
          <Form.Item label={words.way}>
            <Select
              aria-label={words.way}
              value={way.resolution}
              onChange={setChosen}
              options={ways.map(({ resolution, name }) => ({ value: resolution, label: name }))}
            />
          </Form.Item>
        )}
        {way.needsUserCode && (
          <Form.Item label={words.userCode} htmlFor='difference-user-code' extra={words.userCodeHelp}>
            <Input
              id='difference-user-code'
              maxLength={32}
              value={userCode}
              onChange={({ target }) => setUserCode(target.value)}
            />
          </Form.Item>
        )}
        {way.needsEvidence && (
          <WordsField
            id='difference-evidence'
            label={text.channelClaims.evidence}
            value={evidence}
            onChange={setEvidence}
          />
        )}
        {way.needsRemindDay && (
          <Form.Item label={words.remindOn} htmlFor='difference-remind-on' extra={words.remindOnHelp}>
            <DatePicker
              id='difference-remind-on'
              value={remindOn === '' ? null : dayjs(remindOn)}
              disabledDate={(day) => !day.isAfter(dayjs(), 'day') || day.isAfter(dayjs().add(30, 'day'), 'day')}
              onChange={(day) => setRemindOn(day?.format('YYYY-MM-DD') ?? '')}
            />
          </Form.Item>
        )}
        {way.claims.length > 0 && <ClaimsField claims={way.claims} chosen={claims} onChange={setClaims} />}
        <WordsField id='difference-reason' label={words.why} value={reason} onChange={setReason} autoFocus />
      </Form>
    </ActDialog>
  )
}
