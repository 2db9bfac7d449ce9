import { useRouter } from '@tarojs/taro'
import type { ConsentAnswer } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { useAskingInWords } from '../../components/askingInWords'
import { Button } from '../../components/Button'
import { go } from '../../components/go'
import { Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import { consent as text, titles } from '../../text'

export default function ConsentPage() {
  return <WithResident title={titles.consent}>{(resident) => <Consent {...resident} />}</WithResident>
}

/** Whether the household may ask: nothing was asked for, or it was refused, and no earlier season is owed. */
const mayAsk = ({ state, arrearsFen }: ConsentAnswer) =>
  (state === 'not-asked' || state === 'refused') && arrearsFen === 0

/** Asking to pay in parts, with a reason, where staff decide (LZ2). */
function Consent({ api }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.consent(household))
  const { field, ask, busy } = useAskingInWords('consent-words', text, (words) => api.askConsent(household, words))
  const answer = loading.state === 'ready' ? loading.value : undefined

  const foot = answer && (
    <Foot>
      {mayAsk(answer) ? (
        <Button onTap={ask} busy={busy}>
          {text.ask}
        </Button>
      ) : (
        <WhereNext answer={answer} household={household} />
      )}
    </Foot>
  )
  return (
    <Page title={titles.consent} foot={foot}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {(shown) =>
          mayAsk(shown) ? (
            <>
              <Heading level={2} className='question'>
                {text.question}
              </Heading>
              <Box className='below-question'>{termsOf(shown)}</Box>
              {shown.state === 'refused' && <Notice kind='soon' text={text.refused} />}
              {field}
            </>
          ) : (
            <Told answer={shown} />
          )
        }
      </LoadedFor>
    </Page>
  )
}

function termsOf({ minimumFirstFen, balanceDueOn, season }: ConsentAnswer): string {
  if (minimumFirstFen === null || balanceDueOn === null) return ''
  return text.hint(formatYuan(minimumFirstFen), dayText(balanceDueOn, season))
}

function Told({ answer: { state, arrearsFen } }: { answer: ConsentAnswer }) {
  if (state === 'not-asked' || state === 'refused')
    return <Notice kind='soon' text={text.arrears(formatYuan(arrearsFen))} />
  const kind = state === 'granted' || state === 'automatic' ? 'good' : 'soon'
  return <Notice kind={kind} title={text.states[state].title} text={text.states[state].text} />
}

function WhereNext({ answer, household }: { answer: ConsentAnswer; household: string }) {
  const latest = answer.applications[0]
  if (answer.state === 'asked' && latest)
    return <Button onTap={() => go('application', { id: latest.id })}>{text.see}</Button>
  return <Button onTap={() => go('bill', { household })}>{text.toBill}</Button>
}
