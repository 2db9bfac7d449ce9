import { Form, Select } from 'antd'
import dayjs from 'dayjs'
import type { ProposedAnswer, ResolutionView } from '../../../contract/consoleDifferences'
import { post } from '../../api'
import { useDialogForm } from '../../components/dialogForm'
import { FormDialog } from '../../components/FormDialog'
import { DayField, UserCodeField, WordsField } from '../../components/fields'
import { useAct } from '../../components/hooks'
import { text } from '../../text'
import { ClaimsField } from './ClaimsField'
import { SharesField, sharesIn } from './SharesField'

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
  const asked = useDialogForm({
    resolution: ways[0]?.resolution,
    ...{ reason: '', userCode: '', evidence: '', remindOn: '', claims: [] as string[], shares: '' },
  })
  const { resolution: chosen, reason, userCode, evidence, remindOn, claims, shares } = asked.values
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
      ...(way.needsShares ? { shares: sharesIn(shares).rows } : {}),
      ...(way.claims.length > 0 && claims.length > 0 ? { claims } : {}),
    }
    const done = await act(() => post<ProposedAnswer>(`/differences/${id}/proposals`, body), words.proposed)
    if (done) {
      onClose()
      onProposed()
    }
  }

  return (
    <FormDialog
      name='difference'
      of={asked}
      title={`${words.proposeTitle}：${way.name}`}
      says={`${words.proposeHelp}${way.says}`}
      amountFen={way.amountFen}
      ok={words.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    >
      {ways.length > 1 && (
        <Form.Item name='resolution' label={words.way}>
          <Select
            aria-label={words.way}
            options={ways.map(({ resolution, name }) => ({ value: resolution, label: name }))}
          />
        </Form.Item>
      )}
      {way.needsUserCode && (
        <UserCodeField
          company={company}
          name='userCode'
          label={words.userCode}
          help={words.userCodeHelp}
          maxLength={32}
        />
      )}
      {way.needsShares && <SharesField name='shares' written={shares} totalFen={way.amountFen ?? 0} />}
      {way.needsEvidence && <WordsField name='evidence' label={text.channelClaims.evidence} />}
      {way.needsRemindDay && (
        <DayField
          name='remindOn'
          label={words.remindOn}
          help={words.remindOnHelp}
          allowClear
          disabledDate={(day) => !day.isAfter(dayjs(), 'day') || day.isAfter(dayjs().add(30, 'day'), 'day')}
        />
      )}
      {way.claims.length > 0 && <ClaimsField name='claims' claims={way.claims} />}
      <WordsField name='reason' label={words.why} autoFocus />
    </FormDialog>
  )
}
