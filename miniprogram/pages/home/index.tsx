import { useAnswer } from '../../api/useAnswer'
import { Button } from '../../components/Button'
import { CompanySign, Empty, Row } from '../../components/Card'
import { go } from '../../components/go'
import { Loaded } from '../../components/Notice'
import { Foot, Page } from '../../components/Page'
import { type Resident, WithResident } from '../../components/WithResident'
import { Box, Heading, Tap, Words } from '../../platform/elements'
import { nextSize, typeSize } from '../../state/typeSize'
import { home, titles } from '../../text'
import { HouseholdItem, hasAction } from './HouseholdItem'

export default function HomePage() {
  return <WithResident title={titles.home}>{(resident) => <Home {...resident} />}</WithResident>
}

function Home({ company, api }: Resident) {
  const { loading, reload } = useAnswer('households', api.households)
  const households = loading.state === 'ready' ? loading.value.households : []
  const hotline = loading.state === 'ready' ? loading.value.hotline : company.hotline
  const first = households.find(hasAction)
  const none = loading.state === 'ready' && households.length === 0
  const foot = none && (
    <Foot>
      <Button onTap={() => go('lookup')}>{home.add}</Button>
    </Foot>
  )
  return (
    <Page title={titles.home} back='none' foot={foot}>
      <TopLine company={company} />
      <Loaded loading={loading} onRetry={reload}>
        {() =>
          none ? (
            <Empty title={home.emptyTitle} text={home.emptyText(company.userCode.label)} />
          ) : (
            <>
              <Heading level={2} className='question'>
                {home.question}
              </Heading>
              {households.map((household) => (
                <HouseholdItem key={household.id} household={household} hotline={hotline} first={household === first} />
              ))}
              <Button kind='second' onTap={() => go('lookup')}>
                {home.addAnother}
              </Button>
            </>
          )
        }
      </Loaded>
      <Box className='card rows'>
        <Row title={home.links.services} detail={home.servicesHint} onTap={() => go('services')} />
        <Row title={home.links.applications} onTap={() => go('applications')} />
        <Row title={home.links.history} onTap={() => go('history')} />
        <Row title={home.links.invoices} onTap={() => go('invoices')} />
        <Row title={home.links.calculator} onTap={() => go('calculator')} />
        <Row title={home.links.help} onTap={() => go('help')} />
        <Row title={home.links.mine} onTap={() => go('mine')} />
      </Box>
    </Page>
  )
}

/** Whose fees these are, and the quickest way to large type. */
function TopLine({ company }: { company: Resident['company'] }) {
  const size = typeSize.use()
  return (
    <Box className='top-line'>
      <CompanySign shortName={company.shortName} fill={company.brand.fill} />
      <Words className='top-company'>{company.shortName}</Words>
      <Tap className='top-type' onTap={() => typeSize.choose(nextSize(size))}>
        <Words>{home.type[size]}</Words>
      </Tap>
    </Box>
  )
}
