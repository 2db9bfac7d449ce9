import { Tabs } from 'antd'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { useFilters } from '../../hooks'
import { text } from '../../text'
import { Accounts } from './Accounts'
import { RefundWork } from './RefundWork'
import { Suspense } from './Suspense'

/** Where the money is: the accounts' balances, what waits in suspense, and refunds that somebody has to look at. */
export function MoneyPage() {
  const company = useCompany()
  const [{ tab }, change] = useFilters({ company: '', tab: 'accounts' })
  return (
    <>
      <h1 className='page-title'>{text.money.title}</h1>
      <div className='toolbar'>
        <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
      </div>
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next })}
        destroyOnHidden
        items={[
          { key: 'accounts', label: text.money.accounts, children: <Accounts company={company} /> },
          { key: 'suspense', label: text.money.suspense, children: <Suspense company={company} /> },
          { key: 'refunds', label: text.refunds.title, children: <RefundWork company={company} /> },
        ]}
      />
    </>
  )
}
