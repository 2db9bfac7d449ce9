import { useRouter } from '@tarojs/taro'
import type { HouseholdCard } from '../../../contract/resident'
import type { ResidentApi } from '../../api/resident'
import { type Answer, good } from '../../api/send'
import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { Card, Empty, Row } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { asksForProof, type Resident, VerifyFirst, WithResident } from '../../components/WithResident'
import { Box, Heading } from '../../platform/elements'
import { services, titles } from '../../text'
import { type Asked, type Offer, offersOf } from './offers'

export default function ServicesPage() {
  return <WithResident title={titles.services}>{(resident) => <Services {...resident} />}</WithResident>
}

/** The household is in the link, or the only one, or chosen here. */
function Services({ api }: Resident) {
  const asked = useRouter().params.household
  const { loading, reload } = useAnswer(`services ${asked ?? ''}`, api.households)
  const households = loading.state === 'ready' ? loading.value.households : []
  const chosen = asked ?? (households.length === 1 ? households[0]?.id : undefined)
  const none = loading.state === 'ready' && chosen === undefined && households.length === 0
  const foot = none && (
    <Foot>
      <Button onTap={() => go('lookup')}>{services.find}</Button>
    </Foot>
  )
  return (
    <Page title={titles.services} foot={foot}>
      <Loaded loading={loading} onRetry={reload}>
        {() =>
          chosen !== undefined ? (
            <ForHousehold key={chosen} api={api} household={chosen} />
          ) : none ? (
            <Empty title={services.none} text={services.noneText} />
          ) : (
            <ChooseHousehold households={households} />
          )
        }
      </Loaded>
    </Page>
  )
}

function ChooseHousehold({ households }: { households: readonly HouseholdCard[] }) {
  return (
    <>
      <Heading level={2} className='question'>
        {services.chooseQuestion}
      </Heading>
      <Box className='card rows'>
        {households.map(({ id, owner, address, userCode }) => (
          <Row key={id} title={owner} detail={[address, userCode]} onTap={() => go('services', { household: id })} />
        ))}
      </Box>
    </>
  )
}

interface Found {
  card: HouseholdCard
  offers: Offer[] | 'prove-first'
}

/** Asks for the household and for every service at once; a service that refuses is not offered. */
async function find(api: ResidentApi, household: string): Promise<Answer<Found>> {
  const bill = await api.bill(household)
  if (!bill.ok) return bill
  const card = bill.value.household
  if (!card.verified) return good({ card, offers: 'prove-first' })
  const [service, consent, temperature, gas, settlement] = await Promise.all([
    api.service(household),
    api.consent(household),
    api.temperature(household),
    api.gas(household),
    api.settlement(household),
  ])
  const asked: Asked = { service, consent, temperature, gas, settlement }
  for (const answer of Object.values(asked)) {
    if (answer.ok) continue
    if (asksForProof(answer.failure)) return good({ card, offers: 'prove-first' })
    if (answer.failure.kind !== 'refused') return answer
  }
  return good({ card, offers: offersOf(asked) })
}

function ForHousehold({ api, household }: { api: ResidentApi; household: string }) {
  const { loading, reload } = useAnswer(household, () => find(api, household))
  return (
    <Loaded loading={loading} onRetry={reload}>
      {({ card, offers }) => (
        <>
          <Card>
            <Box className='household-owner'>{card.owner}</Box>
            <Box className='household-address'>{card.address}</Box>
          </Card>
          {offers === 'prove-first' ? (
            <VerifyFirst api={api} household={household} />
          ) : (
            <Offers offers={offers} household={household} />
          )}
          <Heading level={2} className='question'>
            {services.more}
          </Heading>
          <Box className='card rows'>
            <Row title={services.applications} onTap={() => go('applications')} />
            <Row title={services.wrongHousehold} detail={services.wrongHouseholdHint} onTap={() => go('history')} />
          </Box>
        </>
      )}
    </Loaded>
  )
}

function Offers({ offers, household }: { offers: readonly Offer[]; household: string }) {
  if (!offers.length) return <Box className='below-question'>{services.nothing}</Box>
  return (
    <>
      <Heading level={2} className='question'>
        {services.question}
      </Heading>
      <Box className='card rows'>
        {offers.map(({ page, name, detail }) => (
          <Row key={page} title={name} detail={detail} onTap={() => go(page, { household })} />
        ))}
      </Box>
    </>
  )
}
