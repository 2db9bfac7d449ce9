import { Tabs } from 'antd'
import { useSearchParams } from 'react-router-dom'
import { useCompany } from '../../components/CompanyChoice'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ApprovalsPage } from '../approvals/ApprovalsPage'
import { Claims } from './Claims'
import { Objections } from './Objections'
import { RefundApplications } from './RefundApplications'
import { ResidentApplications } from './ResidentApplications'

/** What waits for a decision: proposals of the staff's own, and what residents applied for. Who manages staff sees the first only. */
export function ApplicationsPage() {
  const { may } = useStaff()
  const company = useCompany()
  const [parameters, setParameters] = useSearchParams()
  const asked = parameters.get('company')
  const { tabs } = text.applications
  const items = [
    { key: 'approvals', label: tabs.approvals, children: <ApprovalsPage /> },
    { key: 'residents', label: tabs.residents, children: <ResidentApplications company={company} /> },
    { key: 'refunds', label: tabs.refunds, children: <RefundApplications company={company} /> },
    { key: 'objections', label: tabs.objections, children: <Objections company={company} /> },
    { key: 'claims', label: tabs.claims, children: <Claims company={company} /> },
  ]
  return (
    <>
      <h1 className='page-title'>{text.approvals.title}</h1>
      {may('view') ? (
        <Tabs
          activeKey={parameters.get('tab') ?? 'approvals'}
          // Each list has filters of its own; only the company goes along.
          onChange={(tab) =>
            setParameters({ ...(asked === null ? {} : { company: asked }), ...(tab === 'approvals' ? {} : { tab }) })
          }
          destroyOnHidden
          items={items}
        />
      ) : (
        <ApprovalsPage />
      )}
    </>
  )
}
