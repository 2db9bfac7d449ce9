import { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import type { CompanyView } from '../../contract/company'
import { good } from '../api/answer'
import { openApi } from '../api/resident'
import { useAnswer } from '../api/useAnswer'
import { platformPlace } from '../platform/place'
import type { Mode } from '../platform/ports'
import { companyOf, visit } from '../state/visit'
import { entrance } from '../text'
import { CompanyList } from './CompanyList'
import { Empty } from './Empty'
import { Failed } from './Failed'
import { Page } from './Page'
import { Skeleton } from './Skeleton'

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
    if (answer.ok) visit.enter(answer.value, asked ?? platformPlace.launchQuery().company)
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
