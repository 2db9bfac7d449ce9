import { useRouter } from '@tarojs/taro'
import { formatYuan } from '../../../contract/money'
import { useAnswer } from '../../api/useAnswer'
import { Card, Facts, Tag } from '../../components/Card'
import { Loaded, Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { APPLICATION_TONE, Timeline } from '../../components/Timeline'
import { type Resident, WithResident } from '../../components/WithResident'
import { dayText } from '../../format/format'
import { Heading } from '../../platform/elements'
import { gas as gasText, applications as text, titles } from '../../text'
import { ApplicationFoot, nextOf, stateOf, workOf } from './ApplicationFoot'
import { ClaimProgress, Measured } from './ClaimProgress'

export default function ApplicationPage() {
  return <WithResident title={titles.application}>{(resident) => <Progress {...resident} />}</WithResident>
}

function Progress(resident: Resident) {
  const { id = '', claim } = useRouter().params
  return claim === undefined ? <Application api={resident.api} id={id} /> : <ClaimProgress {...resident} id={claim} />
}

/** Where an application stands, what happens next, and all that has happened. */
function Application({ api, id }: { api: Resident['api']; id: string }) {
  const { loading, reload, put } = useAnswer(id, () => api.application(id))
  return (
    <Page
      title={titles.application}
      foot={loading.state === 'ready' && <ApplicationFoot api={api} application={loading.value} onChanged={put} />}
    >
      <Loaded loading={loading} onRetry={reload}>
        {(application) => {
          const { kind, status, household, season, words, gas, steps, temperature } = application
          const next = nextOf(application)
          return (
            <>
              <Card>
                <Tag tone={APPLICATION_TONE[status]}>{stateOf(application)}</Tag>
                <Heading level={2} className='question'>
                  {text.kinds[kind]}
                </Heading>
                <Facts
                  facts={[
                    [text.household, `${household.owner} ${household.address}`],
                    [text.season, season],
                    [text.work, workOf(application)],
                    [text.reading, gas && `${gas.cubicMetres} m³`],
                    [text.meter, gas?.meterNumber],
                    [gasText.subsidyAmount, gas?.subsidy && formatYuan(gas.subsidy.amountFen)],
                    [gasText.subsidyOn.granted, gas?.subsidy && dayText(gas.subsidy.grantedOn, season)],
                    [
                      gasText.subsidyOn.collected,
                      gas?.subsidy?.collectedOn && dayText(gas.subsidy.collectedOn, season),
                    ],
                    [text.words, words],
                  ]}
                />
              </Card>
              {next && <Notice kind={status === 'refused' ? 'wrong' : 'quiet'} text={next} />}
              {temperature && <Measured temperature={temperature} season={season} />}
              <Card title={text.timeline}>
                <Timeline
                  happenings={steps.map(({ step, on, at, by, note }) => ({
                    key: `${step} ${at}`,
                    when: `${dayText(on, season)} · ${text.by[by]}`,
                    what: text.steps[step],
                    note,
                  }))}
                />
              </Card>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
