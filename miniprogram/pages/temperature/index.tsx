import { useRouter } from '@tarojs/taro'
import { useAnswer } from '../../api/useAnswer'
import { useAskingInWords } from '../../components/askingInWords'
import { Button } from '../../components/Button'
import { HotlineFoot } from '../../components/HotlineFoot'
import { Notice } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { AskedAlready, liveOf } from '../../components/Timeline'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { Box, Heading } from '../../platform/elements'
import { temperature as text, titles } from '../../text'

export default function TemperaturePage() {
  return <WithResident title={titles.temperature}>{(resident) => <Temperature {...resident} />}</WithResident>
}

/** Reporting rooms that stay cold (TS7). */
function Temperature({ api, company }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.temperature(household))
  const { field, ask, busy } = useAskingInWords('temperature-words', text, (words) =>
    api.reportTemperature(household, words),
  )
  const answer = loading.state === 'ready' ? loading.value : undefined
  const live = answer && liveOf(answer.applications)
  const mayAsk = answer?.offered && answer.heated && !live

  const foot = mayAsk ? (
    <Foot>
      <Button onTap={ask} busy={busy}>
        {text.ask}
      </Button>
    </Foot>
  ) : (
    answer && !live && <HotlineFoot hotline={company.hotline} />
  )
  return (
    <Page title={titles.temperature} foot={foot}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {({ offered, heated, belowCelsius, measurementsPerMonth }) => (
          <>
            {!offered && <Notice kind='soon' title={text.notOffered} text={text.notOfferedText} />}
            {offered && !heated && <Notice kind='soon' title={text.notHeated} text={text.notHeatedText} />}
            {live && <AskedAlready title={text.waiting} application={live} />}
            {mayAsk && (
              <>
                <Heading level={2} className='question'>
                  {text.question}
                </Heading>
                <Box className='below-question'>{text.hint(belowCelsius, measurementsPerMonth)}</Box>
                {field}
              </>
            )}
          </>
        )}
      </LoadedFor>
    </Page>
  )
}
