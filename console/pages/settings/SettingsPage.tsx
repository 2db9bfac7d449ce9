import { Tabs } from 'antd'
import { useFilters } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { AuditLog } from './AuditLog'
import { OwnLogin } from './OwnLogin'
import { SecurityEvents } from './SecurityEvents'
import { StaffList } from './StaffList'

/** One's own login; for administrators the staff; for those who may read them the audit log and the security events. */
export function SettingsPage() {
  const { may } = useStaff()
  const [{ tab }, change] = useFilters({ tab: 'own', actor: '', deed: '', kind: '', alarms: '', from: '', to: '' })
  return (
    <>
      <h1 className='page-title'>{text.settings.title}</h1>
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next, actor: '', deed: '', kind: '', alarms: '', from: '', to: '' })}
        destroyOnHidden
        items={[
          { key: 'own', label: text.settings.own, children: <OwnLogin /> },
          ...(may('manage-staff') ? [{ key: 'staff', label: text.settings.staff, children: <StaffList /> }] : []),
          ...(may('view-audit') ? [{ key: 'audit', label: text.settings.audit, children: <AuditLog /> }] : []),
          ...(may('view-audit')
            ? [{ key: 'security', label: text.settings.security, children: <SecurityEvents /> }]
            : []),
        ]}
      />
    </>
  )
}
