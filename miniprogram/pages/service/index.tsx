import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ServiceAnswer } from '../../../contract/applications'
import { useAnswer } from '../../api/useAnswer'
import { Amount, BillLine } from '../../components/BillLine'
import { Button, Check, Field } from '../../components/Button'
import { Card, Tag } from '../../components/Card'
import { goInstead } from '../../components/go'
import { HotlineFoot } from '../../components/HotlineFoot'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { AskedAlready, liveOf } from '../../components/Timeline'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import { useGuarded } from '../../state/useGuarded'
import { service as text, titles } from '../../text'

/** When the heat can be stopped or started, who does the work, and in the rulebook's words what that means. */
export function Windows({ answer: { windows, season } }: { answer: ServiceAnswer }) {
  if (!windows.length) return null
  return (
    <Card title={text.window}>
      {windows.map(({ from, to, work, inspected, open, text: words }) => (
        <Box key={from} className='window'>
          <Box className='window-days'>{text.dates(dayText(from, season), dayText(to, season))}</Box>
          {open && <Tag tone='good'>{text.openNow}</Tag>}
          <Box>{`${text.work[work]}${inspected ? `，${text.inspected}` : ''}`}</Box>
          {words && <Box className='source'>{words}</Box>}
        </Box>
      ))}
    </Card>
  )
}

export default function ServicePage() {
  return <WithResident title={titles.suspension}>{(resident) => <Service {...resident} />}</WithResident>
}

/** Stopping the heat for a season, or having it again: when, who does it, and what it costs (BO6, BO7, TS6). */
function Service({ api, company }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.service(household))
  const [words, setWords] = useState('')
  const [accepted, setAccepted] = useState(false)
  const [error, setError] = useState<string>()
  const [refusal, setRefusal] = useState<string>()
  const answer = loading.state === 'ready' ? loading.value : undefined
  const kind = answer?.service === 'suspended' ? 'resumption' : 'suspension'
  const live = answer && liveOf(answer.applications)

  const [ask, busy] = useGuarded(async () => {
    const charged = answer?.state === 'charged'
    if (charged && !accepted) return setError(text.acceptFirst)
    const request = { acceptCharged: charged && accepted, ...(words.trim() ? { words: words.trim() } : {}) }
    const asked = await api.askService(household, kind, request)
    if (asked.ok) goInstead('application', { id: asked.value.id })
    else setRefusal(failureText(asked.failure).text)
  })

  const mayAsk = answer && !live && (answer.state === 'open' || answer.state === 'charged')
  const foot = mayAsk ? (
    <Foot>
      <Box live>{refusal && <Notice kind='wrong' text={refusal} />}</Box>
      <Button onTap={ask} busy={busy}>
        {text.ask[kind]}
      </Button>
    </Foot>
  ) : (
    answer && !live && <HotlineFoot hotline={company.hotline} />
  )
  return (
    <Page title={titles.suspension} foot={foot}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {(shown) => (
          <>
            {mayAsk && (
              <Heading level={2} className='question'>
                {text.question[kind]}
              </Heading>
            )}
            {live && <AskedAlready title={text.waiting} application={live} />}
            <NotNow answer={shown} />
            <Windows answer={shown} />
            <FeeAfterwards answer={shown} kind={kind} />
            {mayAsk && (
              <Card>
                {shown.state === 'charged' && (
                  <Check
                    checked={accepted}
                    onCheck={(checked) => {
                      setAccepted(checked)
                      setError(undefined)
                    }}
                    error={error}
                  >
                    {text.acceptCharged}
                  </Check>
                )}
                <Field
                  id='service-words'
                  kind='words'
                  label={text.words}
                  hint={text.wordsHint}
                  initial={words}
                  maxLength={200}
                  onText={setWords}
                />
              </Card>
            )}
          </>
        )}
      </LoadedFor>
    </Page>
  )
}

/** Why nothing can be asked for today, with the days on which it can. */
function NotNow({ answer: { state } }: { answer: ServiceAnswer }) {
  if (state === 'open') return null
  if (state === 'no-rule') return <Notice kind='soon' title={text.noRuleTitle} text={text.noRule} />
  if (state === 'charged') return <Notice kind='soon' text={text.charged} />
  return <Notice kind='soon' title={state === 'not-yet' ? text.notYet : text.closed} text={text.closedText} />
}

function FeeAfterwards({ answer, kind }: { answer: ServiceAnswer; kind: 'suspension' | 'resumption' }) {
  const { feeAfterwards, state } = answer
  // Nothing can be asked for any more this season, so that no fee would follow.
  if (state === 'no-rule' || state === 'closed') return null
  if (!feeAfterwards) return <Notice text={text.noFee} />
  return (
    <Card>
      <Amount what={text.feeTitle[kind]} amountFen={feeAfterwards.totalFen} />
      {feeAfterwards.lines.map((line) => (
        <BillLine key={`${line.label} ${line.rule}`} line={line} />
      ))}
    </Card>
  )
}
