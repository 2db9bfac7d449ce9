import type { ClaimView } from '../../../contract/claims'
import { formatYuan } from '../../../contract/money'
import { bad, good } from '../../api/answer'
import { useAnswer } from '../../api/useAnswer'
import { CLAIM_TONE } from '../../components/applicationTone'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { Loaded } from '../../components/Loaded'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Tag } from '../../components/Tag'
import { Timeline } from '../../components/Timeline'
import type { Resident } from '../../components/WithResident'
import { momentText } from '../../format/day'
import { Heading } from '../../platform/elements'
import { applications as text, titles } from '../../text'

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
