import { Tabs } from 'antd'
import { useFilters } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { AuditLog } from './AuditLog'
import { OwnLogin } from './OwnLogin'
import { StaffList } from './StaffList'

/** One's own login; for administrators the staff; for those who may read it the audit log. */
export function SettingsPage() {
  const { may } = useStaff()
  const [{ tab }, change] = useFilters({ tab: 'own', actor: '', deed: '', from: '', to: '' })
  return (
    <>
      <h1 className='page-title'>{text.settings.title}</h1>
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next, actor: '', deed: '', from: '', to: '' })}
        destroyOnHidden
        items={[
          { key: 'own', label: text.settings.own, children: <OwnLogin /> },
          ...(may('manage-staff') ? [{ key: 'staff', label: text.settings.staff, children: <StaffList /> }] : []),
          ...(may('view-audit') ? [{ key: 'audit', label: text.settings.audit, children: <AuditLog /> }] : []),
        ]}
      />
    </>
  )
}
