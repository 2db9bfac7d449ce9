import type { ApplicationView } from '../../../contract/applications'
import type { ClaimView } from '../../../contract/claims'
import { formatYuan } from '../../../contract/money'
import { bad, good } from '../../api/send'
import { useAnswer } from '../../api/useAnswer'
import { Card, Facts, Tag } from '../../components/Card'
import { Loaded, Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { CLAIM_TONE, Timeline } from '../../components/Timeline'
import type { Resident } from '../../components/WithResident'
import { dayText, momentText } from '../../format/format'
import { Box, Heading } from '../../platform/elements'
import { applications as text, titles } from '../../text'
import { monthText, shortMean } from './ApplicationFoot'

/** Where a claim on a payment stands, with the answer that staff gave. */
export function ClaimProgress({ api, company, id }: Resident & { id: string }) {
  const { loading, reload } = useAnswer(id, async () => {
    const answer = await api.claims()
    if (!answer.ok) return answer
    const claim = answer.value.claims.find((one) => one.id === id)
    return claim ? good(claim) : bad({ kind: 'server' })
  })
  const { name: season } = company.season
  const shown = ({ userCode, owner, address }: ClaimView['to']) => `${userCode} ${owner} ${address}`
  return (
    <Page title={titles.application}>
      <Loaded loading={loading} onRetry={reload}>
        {({ status, orderNo, amountFen, from, to, reason, answer, askedAt, decidedAt }) => (
          <>
            <Card>
              <Tag tone={CLAIM_TONE[status]}>{text.claimStatuses[status]}</Tag>
              <Heading level={2} className='question'>
                {text.claim}
              </Heading>
              <Facts
                facts={[
                  [text.amount, formatYuan(amountFen)],
                  [text.paidFor, shown(from)],
                  [text.meant, shown(to)],
                  [text.order, orderNo],
                  [text.words, reason],
                  [text.answer, answer],
                ]}
              />
            </Card>
            <Notice text={text.claimSays[status](formatYuan(amountFen), to.userCode)} />
            <Card title={text.timeline}>
              <Timeline
                happenings={[
                  { key: 'asked', when: momentText(askedAt, season), what: text.steps.asked, note: null },
                  ...(decidedAt === null
                    ? []
                    : [
                        {
                          key: status,
                          when: momentText(decidedAt, season),
                          what: text.claimStatuses[status],
                          note: answer,
                        },
                      ]),
                ]}
              />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Temperature = NonNullable<ApplicationView['temperature']>

/** What was measured, month by month, and the reduction that came of it (TS7). */
export function Measured({ temperature: { months, reduction }, season }: { temperature: Temperature; season: string }) {
  return (
    <>
      {months.map(({ month, measurements, outcome, meanCelsius }) => (
        <Card key={month} title={`${text.measured} ${monthText(month)}`}>
          <Facts
            facts={measurements.map(({ on, room, celsius }) => [
              `${dayText(on, season)} ${room}`,
              text.celsius(celsius),
            ])}
          />
          <Box className='household-told'>
            {meanCelsius === null
              ? text.tooFew
              : `${text.mean(shortMean(meanCelsius))}${outcome === 'warm-enough' ? `，${text.warmEnough}` : ''}`}
          </Box>
        </Card>
      ))}
      {reduction && (
        <Card>
          <Facts facts={[[`${monthText(reduction.month)} ${text.reduction}`, formatYuan(reduction.amountFen)]]} />
        </Card>
      )}
    </>
  )
}
