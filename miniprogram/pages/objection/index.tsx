import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { Button, Check, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { goInstead } from '../../components/go'
import { failureText, Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { Box, Heading, Words } from '../../platform/elements'
import { toast } from '../../state/toast'
import { useGuarded } from '../../state/useGuarded'
import { settlement as settlementText, objection as text, titles } from '../../text'
import { sentence } from '../../text/common'

export default function ObjectionPage() {
  return <WithResident title={titles.objection}>{(resident) => <Objection {...resident} />}</WithResident>
}

const feeText = (fen: number | null) => (fen === null ? null : formatYuan(fen))

/** An objection needs nothing but that he has read what it means (BZ6, BZ7). */
function Objection({ api }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.settlement(household))
  const settlement = loading.state === 'ready' ? loading.value.settlement : null
  const [read, setRead] = useState(false)
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const [refusal, setRefusal] = useState<string>()

  const [send, busy] = useGuarded(async () => {
    if (!settlement) return
    if (!read) return setError(text.acknowledgeFirst)
    const sent = await api.objectTo(household, settlement.season, words.trim())
    if (!sent.ok) return setRefusal(failureText(sent.failure).text)
    toast.say(text.sent)
    goInstead('settlement', { household })
  })

  const foot =
    settlement && !settlement.mayObject.open ? (
      <Foot>
        <Button onTap={() => goInstead('settlement', { household })}>{settlementText.see}</Button>
      </Foot>
    ) : (
      settlement && (
        <Foot>
          <Box live>{refusal && <Notice kind='wrong' text={refusal} />}</Box>
          <Button onTap={send} busy={busy}>
            {text.send}
          </Button>
        </Foot>
      )
    )
  return (
    <Page title={titles.objection} foot={foot}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {(answer) =>
          answer.settlement?.mayObject.open ? (
            <>
              <Heading level={2} className='question'>
                {text.question}
              </Heading>
              <Card>
                {text.points(feeText(answer.settlement.testFeeFen)).map((point, place) => (
                  <Box key={point} className='point'>
                    <Words className='point-number'>{String(place + 1)}</Words>
                    <Words className='point-words'>{point}</Words>
                  </Box>
                ))}
              </Card>
              <Card>
                <Check
                  checked={read}
                  onCheck={(checked) => {
                    setRead(checked)
                    setError(undefined)
                  }}
                  error={error}
                >
                  {text.acknowledge}
                </Check>
                <Field
                  id='objection-words'
                  kind='words'
                  label={text.words}
                  hint={text.wordsHint}
                  initial={words}
                  maxLength={200}
                  onText={setWords}
                />
              </Card>
            </>
          ) : (
            <Notice
              kind='soon'
              title={settlementText.mayNotObject}
              text={sentence(answer.settlement?.mayObject.reason) ?? settlementText.noneText}
            />
          )
        }
      </LoadedFor>
    </Page>
  )
}
