import { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import type { CompanyView } from '../../contract/company'
import { openApi } from '../api/resident'
import { good } from '../api/send'
import { useAnswer } from '../api/useAnswer'
import { Box, Heading } from '../platform/elements'
import { platformLaunch } from '../platform/launch'
import { platformLogin } from '../platform/login'
import type { Mode } from '../platform/ports'
import { companyOf, visit } from '../state/visit'
import { common, entrance } from '../text'
import { Button } from './Button'
import { Empty, Row, Skeleton } from './Card'
import { Failed } from './Notice'
import { Foot, Page } from './Page'

/** The companies of this deployment, to choose one's own. */
export function CompanyList({ onChosen }: { onChosen?: () => void }) {
  const current = visit.use()
  const chosen = companyOf(current)
  return (
    <Box>
      <Heading level={2} className='question'>
        {entrance.companyQuestion}
      </Heading>
      <Box className='below-question'>{entrance.companyHint}</Box>
      <Box className='card rows'>
        {current.companies?.companies.map((company) => (
          <Row
            key={company.id}
            title={company.name}
            detail={
              company.id === chosen?.id
                ? entrance.chosen
                : company.hotline
                  ? common.hotline(company.hotline)
                  : undefined
            }
            onTap={() => {
              visit.chooseCompany(company.id)
              onChosen?.()
            }}
          />
        ))}
      </Box>
    </Box>
  )
}

interface WithCompanyProps {
  title: string
  children: (place: { company: CompanyView; mode: Mode }) => ReactNode
}

/** Gives a page its company: the one in the link, the remembered one, or the one that the visitor chooses now. */
export function WithCompany({ title, children }: WithCompanyProps) {
  const asked = useRouter().params.company
  const current = visit.use()
  const { loading, reload } = useAnswer('companies', async () => {
    const known = visit.get().companies
    if (known) return good(known)
    const answer = await openApi.companies()
    if (answer.ok) visit.enter(answer.value, asked ?? platformLaunch.launchQuery().company)
    return answer
  })

  useEffect(() => {
    const known = visit.get().companies
    if (known && asked) visit.enter(known, asked)
  }, [asked])

  const company = companyOf(current)
  if (current.companies && company) return <>{children({ company, mode: current.companies.mode })}</>

  return (
    <Page title={title} back='none'>
      {loading.state === 'failed' && <Failed failure={loading.failure} onRetry={reload} />}
      {loading.state === 'loading' && <Skeleton />}
      {current.companies &&
        (current.companies.companies.length ? <CompanyList /> : <Empty title={entrance.noCompany} text='' />)}
    </Page>
  )
}

/** Before the first login: one tap to go in, a choice of identity in the sandbox, or the way to WeChat and Alipay. */
export function Welcome({ title, company, mode }: { title: string; company: CompanyView; mode: Mode }) {
  const channels = platformLogin.channels(mode)
  if (!channels.length) {
    return (
      <Page title={title} back='none'>
        <Empty title={entrance.openInApp} text={entrance.openInAppText(company.name, company.hotline)} />
      </Page>
    )
  }
  const choosing = channels.length > 1
  const foot = (
    <Foot>
      {channels.map((channel, place) => (
        <Button key={channel} kind={place === 0 ? 'main' : 'second'} onTap={() => visit.chooseChannel(channel)}>
          {choosing ? entrance.as[channel] : entrance.enter}
        </Button>
      ))}
    </Foot>
  )
  return (
    <Page title={title} back='none' foot={foot}>
      <Empty
        title={choosing ? entrance.sandboxQuestion : entrance.welcome(company.name)}
        text={choosing ? entrance.sandboxHint : entrance.welcomeHint}
      />
    </Page>
  )
}
