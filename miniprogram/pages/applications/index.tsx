import type { ResidentApi } from '../../api/resident'
import { type Answer, good } from '../../api/send'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { Empty, Row, Tag } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { civilDateAt, dayText } from '../../format/format'
import { Box } from '../../platform/elements'
import { applications as text, titles } from '../../text'
import { type Listed, listedOf } from './listed'

export default function ApplicationsPage() {
  return <WithResident title={titles.applications}>{(resident) => <Applications {...resident} />}</WithResident>
}

function Applications({ company, api }: Resident) {
  const { loading, reload } = useAnswer('applications', () => all(api))
  const none = loading.state === 'ready' && loading.value.length === 0
  const foot = none && (
    <Foot>
      <Button onTap={() => go('services')}>{text.toServices}</Button>
    </Foot>
  )
  return (
    <Page title={titles.applications} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {(listed) =>
          listed.length === 0 ? (
            <Empty title={text.emptyTitle} text={text.emptyText} />
          ) : (
            <Box className='card rows'>
              {listed.map(({ key, title, about, at, state, tone, page, query }) => (
                <Row
                  key={key}
                  title={title}
                  detail={[about, dayText(civilDateAt(at), company.season.name)]}
                  onTap={() => go(page, query)}
                >
                  <Tag tone={tone}>{state}</Tag>
                </Row>
              ))}
            </Box>
          )
        }
      </Loaded>
    </Page>
  )
}

/** Applications, claims, and what was asked for after a season for each household that is proved to be his. */
async function all(api: ResidentApi): Promise<Answer<Listed[]>> {
  const [applications, claims, households] = await Promise.all([api.applications(), api.claims(), api.households()])
  if (!applications.ok) return applications
  if (!claims.ok) return claims
  if (!households.ok) return households
  const proved = households.value.households.filter(({ verified }) => verified)
  const results = await Promise.all(
    proved.map(async ({ id, owner }) => {
      const answer = await api.settlement(id)
      return answer.ok && answer.value.settlement ? [{ household: id, owner, settlement: answer.value.settlement }] : []
    }),
  )
  return good(
    listedOf({
      applications: applications.value.applications,
      claims: claims.value.claims,
      settled: results.flat(),
    }),
  )
}
