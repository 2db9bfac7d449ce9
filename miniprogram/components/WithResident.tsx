import { Fragment, type ReactNode, useMemo } from 'react'
import type { Channel } from '../../contract/channelWords'
import type { CompanyView } from '../../contract/company'
import { type ResidentApi, residentApi } from '../api/resident'
import type { Mode } from '../platform/ports'
import { visit } from '../state/visit'
import { Welcome } from './Welcome'
import { WithCompany } from './WithCompany'

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
