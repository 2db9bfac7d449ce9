import { Fragment, type ReactNode, useMemo } from 'react'
import type { Channel } from '../../contract/channelWords'
import type { CompanyView } from '../../contract/company'
import { type ResidentApi, residentApi } from '../api/resident'
import type { Failure } from '../api/send'
import { type Loading, useAnswer } from '../api/useAnswer'
import type { Mode } from '../platform/ports'
import { visit } from '../state/visit'
import { services } from '../text'
import { Button } from './Button'
import { go } from './go'
import { Loaded, Notice } from './Notice'
import { Welcome, WithCompany } from './WithCompany'

export interface Resident {
  company: CompanyView
  mode: Mode
  api: ResidentApi
}

interface WithResidentProps {
  title: string
  children: (resident: Resident) => ReactNode
}

/** Gives a page its company and a resident's API; asks first who the visitor is where the platform needs that. */
export function WithResident({ title, children }: WithResidentProps) {
  const { channel } = visit.use()
  return (
    <WithCompany title={title}>
      {({ company, mode }) =>
        channel ? (
          <AsResident key={`${company.id} ${channel}`} company={company} mode={mode} channel={channel}>
            {children}
          </AsResident>
        ) : (
          <Welcome title={title} company={company} mode={mode} />
        )
      }
    </WithCompany>
  )
}

interface AsResidentProps extends Omit<Resident, 'api'> {
  channel: Channel
  children: (resident: Resident) => ReactNode
}

function AsResident({ company, mode, channel, children }: AsResidentProps) {
  const api = useMemo(() => residentApi({ company: company.id, channel }), [company.id, channel])
  return <Fragment>{children({ company, mode, api })}</Fragment>
}

/** Only who proved that a household is his may act for it: says so, and leads to the proof. */
export function VerifyFirst({ api, household }: { api: ResidentApi; household: string }) {
  const { loading, reload } = useAnswer(household, () => api.bill(household))
  return (
    <Loaded loading={loading} onRetry={reload}>
      {({ household: { userCode } }) => (
        <>
          <Notice kind='soon' title={services.verifyTitle} text={services.verifyText} />
          <Button onTap={() => go('confirm', { code: userCode, next: 'services' })}>{services.verify}</Button>
        </>
      )}
    </Loaded>
  )
}

interface LoadedForProps<T> {
  api: ResidentApi
  household: string
  loading: Loading<T>
  onRetry: () => void
  children: (value: T) => ReactNode
}

/** Whether the server refused because the household is not proved to be his. */
export function asksForProof(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.problem.code === 'bind-first'
}

/** As Loaded, for what only the household itself may see and do. */
export function LoadedFor<T>({ api, household, loading, onRetry, children }: LoadedForProps<T>) {
  if (loading.state === 'failed' && asksForProof(loading.failure))
    return <VerifyFirst api={api} household={household} />
  return (
    <Loaded loading={loading} onRetry={onRetry}>
      {children}
    </Loaded>
  )
}
