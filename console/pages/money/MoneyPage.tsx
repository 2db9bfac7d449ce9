import { Tabs } from 'antd'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { useFilters } from '../../hooks'
import { text } from '../../text'
import { BankAccounts } from '../bank/BankAccounts'
import { Payouts } from '../payouts/Payouts'
import { Accounts } from './Accounts'
import { ChannelClaims } from './ChannelClaims'
import { RefundWork } from './RefundWork'
import { Suspense } from './Suspense'

const OF_BANK = { account: '', part: '', state: '', q: '', month: '' }

/** Where the money is: the accounts' balances, what waits in suspense, and refunds that somebody has to look at or that a bank pays. */
export function MoneyPage() {
  const company = useCompany()
  const [{ tab }, change] = useFilters({
    ...{ company: '', tab: 'accounts', season: '', page: '', open: '' },
    ...OF_BANK,
  })
  return (
    <>
      <h1 className='page-title'>{text.money.title}</h1>
      <div className='toolbar'>
        <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
      </div>
      <Tabs
        activeKey={tab}
        // Each list has filters of its own.
        onChange={(next) => change({ tab: next, season: '', page: '', open: '', ...OF_BANK })}
        destroyOnHidden
        items={[
          { key: 'accounts', label: text.money.accounts, children: <Accounts company={company} /> },
          { key: 'bank', label: text.bank.title, children: <BankAccounts company={company} /> },
          { key: 'suspense', label: text.money.suspense, children: <Suspense company={company} /> },
          { key: 'refunds', label: text.refunds.title, children: <RefundWork company={company} /> },
          { key: 'claims', label: text.channelClaims.title, children: <ChannelClaims company={company} /> },
          { key: 'payouts', label: text.payouts.title, children: <Payouts company={company} /> },
        ]}
      />
    </>
  )
}
